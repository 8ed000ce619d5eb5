package org.lstmc.hwsim;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The latest results of a function that depends on its key alone, so that a sweep of 100,000 points
 * does not compute the same again. Results may be dropped when memory is short; they are then
 * computed anew, to the same values.
 *
 * @param <K> what the function depends on, with equality
 * @param <V> its result, which nobody changes
 */
public final class Remembered<K, V> {
  private static final int MOST = 64;

  private final Map<K, SoftReference<V>> results =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, SoftReference<V>> eldest) {
          return size() > MOST;
        }
      };

  /** The result for a key; a failure is not remembered. Safe for several threads. */
  public V get(K key, Supplier<V> function) {
    synchronized (results) {
      SoftReference<V> there = results.get(key);
      V result = there == null ? null : there.get();
      if (result != null) {
        return result;
      }
    }
    V computed = function.get();
    synchronized (results) {
      results.put(key, new SoftReference<>(computed));
    }
    return computed;
  }
}
