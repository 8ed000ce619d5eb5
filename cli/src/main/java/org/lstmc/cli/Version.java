package org.lstmc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.lstmc.core.ToolVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: lstmc, its commit if the build knew it, the Java that runs it. */
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String commit = commit();
    return new String[] {
      "lstmc " + ToolVersion.get() + (commit.equals("unknown") ? "" : " (commit " + commit + ")"),
      "Java "
          + System.getProperty("java.runtime.version")
          + ", "
          + System.getProperty("java.vendor")
    };
  }

  private static String commit() {
    try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("commit");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
