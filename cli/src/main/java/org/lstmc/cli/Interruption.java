package org.lstmc.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as a wish: long work asks now and then, writes its state and ends. The process
 * waits for that before it dies.
 */
public final class Interruption {
  private static final long PATIENCE_SECONDS = 60;

  private volatile boolean asked;
  private final CountDownLatch finished = new CountDownLatch(1);

  /** From now on an interruption is a wish. */
  void install() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked = true;
                  try {
                    finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "interruption"));
  }

  /** Whether the user wants the work to end. */
  public boolean asked() {
    return asked;
  }

  /** The work has ended and said so. */
  void finished() {
    finished.countDown();
  }
}
