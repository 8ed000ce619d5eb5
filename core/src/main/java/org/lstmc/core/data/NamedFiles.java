package org.lstmc.core.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;

/** Finds files in a folder by the forms their names may take. */
public final class NamedFiles {
  private NamedFiles() {}

  /**
   * The one file of a folder whose name matches; the first form that matches anything decides. A
   * form is a name in which {@code *} stands for anything; {@code .gz} may follow it, and case does
   * not matter.
   *
   * @param folder where to look
   * @param forms the best first
   * @return the file, or null when there is none
   * @throws LstmcException bad input, when it is not a folder or two files match the same form
   */
  public static Path find(Path folder, List<String> forms) {
    List<Path> files = files(folder);
    for (String form : forms) {
      String regex = Pattern.quote(form).replace("*", "\\E.*\\Q") + "(\\.gz)?";
      Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
      List<Path> found =
          files.stream()
              .filter(f -> pattern.matcher(f.getFileName().toString()).matches())
              .toList();
      if (found.size() > 1) {
        throw LstmcException.badInput(
            "%s: both %s and %s match %s; keep one of them in the folder",
            folder, found.get(0).getFileName(), found.get(1).getFileName(), form);
      }
      if (found.size() == 1) {
        return found.get(0);
      }
    }
    return null;
  }

  /**
   * As {@link #find}, but the file must be there.
   *
   * @param format name of the data format, for the message
   */
  public static Path require(String format, Path folder, List<String> forms) {
    Path found = find(folder, forms);
    if (found == null) {
      throw LstmcException.badInput(
          "data '%s' at %s: looked for %s (or the same with .gz), found none of them",
          format, folder, String.join(" or ", forms));
    }
    return found;
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw LstmcException.badInput("%s is not a folder; name the folder of the data", folder);
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot be listed (%s)", folder, e, e);
    }
  }
}
