package org.lstmc.core.number;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which number contract this tool follows: the version of the page {@code docs/arithmetic.md} and
 * the hash of its text, which stand in every exported artefact.
 */
public final class NumberContract {
  /** Version of the contract. */
  public static final String VERSION = "4";

  private static final String PAGE = "arithmetic.md";

  private NumberContract() {}

  /** SHA-256 of the page, as {@code sha256sum docs/arithmetic.md} prints it. */
  public static String sha256() {
    try (InputStream page = NumberContract.class.getResourceAsStream(PAGE)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(page.readAllBytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
