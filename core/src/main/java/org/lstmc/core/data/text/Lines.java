package org.lstmc.core.data.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;

/** Decoding of text and cutting at {@code \n}; a {@code \r} before it is dropped. */
final class Lines {
  private Lines() {}

  /**
   * Text of the bytes; a byte order mark at the beginning is dropped.
   *
   * @throws LstmcException bad input with file and line, when bytes are not of the charset
   */
  static String decode(byte[] bytes, Charset charset, Path file) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      CharBuffer text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(in);
      if (text.length() > 0 && text.charAt(0) == '\ufeff') {
        text.position(1);
      }
      return text.toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = 0; i < in.position() && i < bytes.length; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw LstmcException.badInput(
          "%s:%d: not %s text (%s); convert the file", file, line, charset, e.getMessage(), e);
    }
  }

  /** The lines; no empty one after a last {@code \n}. */
  static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = text.indexOf('\n', from);
      int next = to < 0 ? text.length() : to + 1;
      int end = to < 0 ? text.length() : to;
      if (end > from && text.charAt(end - 1) == '\r') {
        end--;
      }
      lines.add(text.substring(from, end));
      from = next;
    }
    return lines;
  }
}
