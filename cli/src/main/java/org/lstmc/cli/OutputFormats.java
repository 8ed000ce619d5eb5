package org.lstmc.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.model.TensorForm;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Values of {@code --format}: the form of the result everywhere, and of commands that make tensor
 * networks also their kind, {@code ht} or {@code tt}. Such a command may be given both.
 */
public final class OutputFormats {
  private OutputFormats() {}

  /** A command whose {@code --format} may be a kind of tensor network. */
  public interface TakesTensorFormat {}

  /** What help and completion offer. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      List<String> all = new ArrayList<>();
      for (Console.Format f : Console.Format.values()) {
        all.add(f.name());
      }
      return all.iterator();
    }
  }

  /** Accepts what is in either list, in lower case. */
  static final class Converter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      String value = text.toLowerCase(Locale.ROOT);
      if (form(value) == null && tensor(value) == null) {
        throw new CommandLine.TypeConversionException(
            "expected one of "
                + List.of(Console.Format.values())
                + " (or, of train and decompose, a tensor network: ht or tt) but was '"
                + text
                + "'");
      }
      return value;
    }
  }

  /** The form of the result of this name; null for none. */
  static Console.Format form(String value) {
    for (Console.Format f : Console.Format.values()) {
      if (f.name().equals(value)) {
        return f;
      }
    }
    return null;
  }

  /** Whether a value is a form of the result, as a user may write it. */
  public static boolean isForm(String value) {
    return form(value.toLowerCase(Locale.ROOT)) != null;
  }

  private static TensorForm.Format tensor(String value) {
    for (TensorForm.Format f : TensorForm.Format.values()) {
      if (f.name().toLowerCase(Locale.ROOT).equals(value)) {
        return f;
      }
    }
    return null;
  }

  /** The kind of tensor network that this very command was given; null for none. */
  public static TensorForm.Format tensorFormat(CommandSpec spec) {
    return tensorFormat(spec.commandLine().getParseResult());
  }

  private static TensorForm.Format tensorFormat(ParseResult command) {
    TensorForm.Format found = null;
    if (command.hasMatchedOption("--format")) {
      for (String value : command.matchedOption("--format").originalStringValues()) {
        TensorForm.Format f = tensor(value.toLowerCase(Locale.ROOT));
        found = f != null ? f : found;
      }
    }
    return found;
  }

  /** Refuses a kind of tensor network where nobody would read it. */
  static void check(ParseResult command) {
    boolean takes = command.commandSpec().userObject() instanceof TakesTensorFormat;
    if (!takes && tensorFormat(command) != null) {
      throw new ParameterException(
          command.commandSpec().commandLine(),
          "--format "
              + tensorFormat(command).name().toLowerCase(Locale.ROOT)
              + " is a kind of tensor network, which train and decompose make; give it after their"
              + " name");
    }
  }
}
