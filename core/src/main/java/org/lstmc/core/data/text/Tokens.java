package org.lstmc.core.data.text;

import java.util.Locale;

/** Cuts a text into tokens, in one of two stated ways. */
enum Tokens {
  /**
   * Lower case; the mark {@code <br />} counts as a blank; a run of letters and digits, apostrophes
   * inside included, is a token, and so is any other character that is not a blank.
   */
  WORDS {
    @Override
    void cut(String text, Sink sink) {
      String s = text.replace("<br />", " ").toLowerCase(Locale.ROOT);
      int at = 0;
      while (at < s.length()) {
        int point = s.codePointAt(at);
        int end = at + Character.charCount(point);
        if (Character.isLetterOrDigit(point)) {
          while (end < s.length() && continues(s, end)) {
            end += Character.charCount(s.codePointAt(end));
          }
          sink.token(s, at, end);
        } else if (!Character.isWhitespace(point) && !Character.isSpaceChar(point)) {
          sink.token(s, at, end);
        }
        at = end;
      }
    }

    private boolean continues(String s, int at) {
      return Character.isLetterOrDigit(s.codePointAt(at))
          || (s.charAt(at) == '\''
              && at + 1 < s.length()
              && Character.isLetter(s.codePointAt(at + 1)));
    }
  },
  /** What stands between blanks and tabs, as it is: for text that was cut before. */
  SPACE {
    @Override
    void cut(String text, Sink sink) {
      int at = 0;
      while (at < text.length()) {
        int end = at;
        while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
          end++;
        }
        if (end > at) {
          sink.token(text, at, end);
        }
        at = end + 1;
      }
    }
  };

  /** Takes the tokens of a text in order. */
  interface Sink {
    /** A token is {@code text[from, to)}. */
    void token(String text, int from, int to);
  }

  abstract void cut(String text, Sink sink);
}
