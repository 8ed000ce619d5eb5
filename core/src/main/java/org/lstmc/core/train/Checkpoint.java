package org.lstmc.core.train;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.manifest.Safetensors.Entry;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * A run's state as one safetensors file, replaced atomically: whoever is killed while writing
 * leaves the state before. A checksum finds flipped bits; the identity of the run finds a
 * checkpoint that belongs to another.
 */
final class Checkpoint {
  private static final String VERSION = "2";
  private static final String PARAMETER = "parameter/";
  private static final String SESSION = "session/";
  private static final String BEST = "best/";
  private static final String MASK = "mask/";
  private static final String BEST_MASK = "bestMask/";
  private static final String ADMM_Z = "admm.z/";
  private static final String ADMM_U = "admm.u/";
  private static final String RUN = "run.";

  private final Path file;
  private final Map<String, String> identity;

  /**
   * A checkpoint of one run.
   *
   * @param identity what decides the run, by a name that a message can use
   */
  Checkpoint(Path folder, Map<String, String> identity) {
    file = folder.resolve("checkpoint.safetensors");
    this.identity = identity;
  }

  /** What was read. */
  record Found(RunState state, Map<String, Tensor> parameters, Map<String, Tensor> session) {}

  void write(RunState state, TrainingSession session) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    putTensors(entries, PARAMETER, session.parameters());
    putTensors(entries, SESSION, session.state());
    putTensors(entries, BEST, state.best);
    putTensors(entries, ADMM_Z, state.admm.z());
    putTensors(entries, ADMM_U, state.admm.u());
    putMasks(entries, MASK, state.masks);
    putMasks(entries, BEST_MASK, state.bestMasks);
    Map<String, String> text = new LinkedHashMap<>(state.toText());
    identity.forEach((k, v) -> text.put(RUN + k, v));
    text.put("version", VERSION);
    text.put("checksum", checksum(entries, text));
    Safetensors.writeEntries(file, entries, text);
  }

  /** The state of this run; null where there is none yet. */
  Found read() {
    if (!Files.exists(file)) {
      return null;
    }
    Safetensors.Content content = Safetensors.read(file);
    Map<String, String> text = new LinkedHashMap<>(content.metadata());
    String checksum = text.remove("checksum");
    if (!VERSION.equals(text.get("version"))) {
      throw LstmcException.badInput(
          "%s: checkpoint version %s; this program reads %s. Delete the file to train anew",
          file, text.get("version"), VERSION);
    }
    if (!checksum(content.entries(), text).equals(checksum)) {
      throw LstmcException.badInput(
          "%s: the checkpoint is damaged (checksum differs). Delete the file to train anew", file);
    }
    identity.forEach((what, value) -> checkSame(what, value, text.get(RUN + what)));
    RunState state = RunState.fromText(text);
    state.admm =
        new AdmmState(
            tensors(content, ADMM_Z),
            tensors(content, ADMM_U),
            AdmmState.iterations(text.get("admm")));
    state.best = tensors(content, BEST);
    state.masks = masks(content, MASK);
    state.bestMasks = masks(content, BEST_MASK);
    return new Found(state, tensors(content, PARAMETER), tensors(content, SESSION));
  }

  private void checkSame(String what, String wanted, String found) {
    if (!wanted.equals(found)) {
      throw LstmcException.badInput(
          "%s: the checkpoint belongs to another run: its %s differ (found %s, this run has %s)."
              + " Repeat that run to go on with it, or delete the file to train anew",
          file, what, found, wanted);
    }
  }

  private static void putTensors(
      Map<String, Entry> entries, String prefix, Map<String, Tensor> tensors) {
    tensors.forEach((name, t) -> entries.put(prefix + name, Entry.of(t)));
  }

  /** A mask is its rows, its columns and the words of its bits. */
  private static void putMasks(Map<String, Entry> entries, String prefix, Map<String, Mask> masks) {
    masks.forEach(
        (name, m) -> {
          long[] words = m.kept().toLongArray();
          long[] all = new long[words.length + 2];
          all[0] = m.rows();
          all[1] = m.cols();
          System.arraycopy(words, 0, all, 2, words.length);
          entries.put(prefix + name, Entry.of(all));
        });
  }

  private static Map<String, Tensor> tensors(Safetensors.Content content, String prefix) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    content
        .entries()
        .forEach(
            (name, e) -> {
              if (name.startsWith(prefix)) {
                out.put(name.substring(prefix.length()), e.toTensor(name));
              }
            });
    return out;
  }

  private static Map<String, Mask> masks(Safetensors.Content content, String prefix) {
    Map<String, Mask> out = new LinkedHashMap<>();
    content
        .entries()
        .forEach(
            (name, e) -> {
              if (name.startsWith(prefix)) {
                long[] all = e.toLongs();
                BitSet kept = BitSet.valueOf(java.util.Arrays.copyOfRange(all, 2, all.length));
                out.put(
                    name.substring(prefix.length()), new Mask((int) all[0], (int) all[1], kept));
              }
            });
    return out;
  }

  private static String checksum(Map<String, Entry> entries, Map<String, String> text) {
    CRC32C crc = new CRC32C();
    crc.update(
        new java.util.TreeMap<>(text).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    entries.forEach(
        (name, e) -> {
          crc.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          ByteBuffer data = e.data().duplicate();
          crc.update(data.rewind());
        });
    return Long.toHexString(crc.getValue());
  }
}
