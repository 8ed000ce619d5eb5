package org.lstmc.core.data;

import java.util.List;
import org.lstmc.core.model.TaskKind;

/**
 * What a user needs to know of a data format; help texts are made from it.
 *
 * @param name as the user writes it before the colon
 * @param argument what stands after the colon, such as {@code DIR}; null for generated data
 * @param kind the task it poses
 * @param summary one line
 * @param looksFor which files make a path this format; null for generated data
 * @param options in the order in which help lists them
 * @param example a specification that works
 */
public record FormatInfo(
    String name,
    String argument,
    TaskKind kind,
    String summary,
    String looksFor,
    List<OptionInfo> options,
    String example) {
  /** Copies the options. */
  public FormatInfo {
    options = List.copyOf(options);
  }

  /** How a user writes a data set of this format: {@code NAME} or {@code NAME:ARGUMENT}. */
  public String usage() {
    return argument == null ? name : name + ":" + argument;
  }
}
