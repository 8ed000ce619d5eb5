package org.lstmc.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;

/**
 * The hash that a manifest carries of itself, so that a digit that changed is noticed: SHA-256 of
 * the file's bytes with the hash's own digits left out.
 */
final class ContentHash {
  /** Key of the hash, at the top level. */
  static final String KEY = "contentSha256";

  /** What stands in its place while it is computed. */
  static final String NONE = "";

  private static final Pattern DIGITS = Pattern.compile("(?<=\"" + KEY + "\": \")[^\"]*(?=\")");

  private ContentHash() {}

  /** The hash of a manifest's bytes, whatever hash stands in them. */
  static String of(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.ISO_8859_1);
    return Sha256.of(DIGITS.matcher(text).replaceFirst(NONE).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Refuses a manifest that does not fit its hash; one that has none is taken as it is. */
  static void check(Path manifest, JsonNode tree, byte[] bytes) {
    JsonNode stored = tree.get(KEY);
    if (stored == null || stored.isNull()) {
      return;
    }
    String found = of(bytes);
    if (!stored.asText().equals(found)) {
      throw LstmcException.badInput(
          "%s: the manifest was changed after lstmc wrote it: %s is %s, its content gives %s."
              + " Restore the file; or, if the change is meant, delete the line of %s, and the next"
              + " step writes it anew",
          manifest, KEY, stored.asText(), found, KEY);
    }
  }
}
