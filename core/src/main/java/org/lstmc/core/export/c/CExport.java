package org.lstmc.core.export.c;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.export.ExportFolder;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.core.manifest.Sha256;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.NumberContract;
import org.lstmc.core.quantize.datapath.IntegerNetwork;

/**
 * A quantized model as C99 that computes what the integer datapath computes, bit for bit ({@code
 * docs/export.md}).
 *
 * @param files the folder's files by name, the descriptor among them
 * @param description what the descriptor says
 */
public record CExport(Map<String, byte[]> files, Description description) {
  /** Headers of the hand-written runtime. */
  private static final List<String> RUNTIME =
      List.of(
          "lstmc_fixed.h",
          "lstmc_products.h",
          "lstmc_circulant.h",
          "lstmc_functions.h",
          "lstmc_layers.h");

  /** Bytes of text for a raw integer and the blank before it, and a line's end. */
  private static final int DIGITS = 13;

  /**
   * What was exported.
   *
   * @param form {@code c}
   * @param name the prefix of all public names
   * @param model label and cell, and the SHA-256 of the manifest it came from
   * @param contract version and SHA-256 of the number contract
   * @param flash bytes of constant tables by kind; code and descriptions come on top
   * @param ramBytes bytes of the state, with all working memory
   * @param test where the self-check's inputs are from, and its steps
   * @param sha256 hash of each other file
   */
  public record Description(
      String schema,
      int schemaVersion,
      String form,
      String name,
      Map<String, String> model,
      String toolVersion,
      Map<String, String> contract,
      Map<String, Long> flash,
      long flashTableBytes,
      long ramBytes,
      Map<String, String> test,
      Map<String, String> sha256) {}

  /**
   * Exports a model.
   *
   * @param chosen the prefix of all public names; null for one made from the network's label
   * @param check sequences for the self-check
   * @param source where they are from
   */
  public static CExport of(StoredModel stored, String chosen, List<Sequence> check, String source) {
    Model model = stored.model();
    requireExportable(model);
    IntegerNetwork net = IntegerNetwork.of(model);
    String name = CIdentifier.of(chosen, model.network().name());
    CSource c = new CSource(net, name);
    final SelfCheck test = SelfCheck.of(net, check);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(name + ".c", c.text().getBytes(UTF_8));
    String header = new CHeader(model, net, name).text(c.memory(), c.wordBits());
    files.put(name + ".h", header.getBytes(UTF_8));
    int inputs = model.network().input().isTokens() ? 1 : model.network().input().size();
    Map<String, String> words =
        Map.of(
            "name", name,
            "NAME", name.toUpperCase(Locale.ROOT),
            "LINE", Integer.toString(DIGITS * (inputs + 1)),
            "steps", Integer.toString(test.steps()),
            "CONTRACT", NumberContract.VERSION,
            "HASH8", NumberContract.sha256().substring(0, 8));
    RUNTIME.forEach(f -> files.put(f, resource(f, words)));
    files.put("main.c", resource("main.c", words));
    files.put("Makefile", resource("Makefile.in", words));
    files.put("inputs.txt", test.inputs().getBytes(UTF_8));
    files.put("expected.txt", test.expected().getBytes(UTF_8));
    Description d = describe(stored, name, c, test, source, files);
    files.put(ExportFolder.DESCRIPTOR, ManifestJson.bytes(d));
    return new CExport(files, d);
  }

  /**
   * Refuses what C is not written of.
   *
   * @throws LstmcException bad input: not quantized; unsupported: a feed-forward network, a tensor
   *     network
   */
  public static void requireExportable(Model model) {
    model.network().requireRecurrent("export c", "'lstmc export onnx' writes the float network");
    if (model.quantization() == null) {
      throw LstmcException.badInput(
          "model '%s' is not quantized, and C is written in integers; run 'lstmc quantize' first",
          model.network().name());
    }
    for (int l = 0; l < model.network().layers().size(); l++) {
      if (model.network().layers().get(l).factored() != null) {
        throw LstmcException.unsupported(
            "layers.%d holds a tensor network, which this version does not export to C. Allowed are"
                + " dense, sparse and block-circulant matrices",
            l);
      }
    }
  }

  private static Description describe(
      StoredModel stored,
      String name,
      CSource c,
      SelfCheck test,
      String source,
      Map<String, byte[]> files) {
    Map<String, String> hashes = new TreeMap<>();
    files.forEach((file, bytes) -> hashes.put(file, Sha256.of(bytes)));
    Map<String, Long> flash = new TreeMap<>(c.tableBytes());
    Map<String, String> about = new TreeMap<>();
    about.put("name", stored.model().network().name());
    about.put("cell", stored.model().network().cellLabel());
    about.put("sha256", stored.sha256());
    return new Description(
        "lstmc.export",
        1,
        "c",
        name,
        about,
        ToolVersion.get(),
        new TreeMap<>(Map.of("version", NumberContract.VERSION, "sha256", NumberContract.sha256())),
        flash,
        flash.values().stream().mapToLong(Long::longValue).sum(),
        c.memory().bytes(),
        new TreeMap<>(Map.of("source", source, "steps", Integer.toString(test.steps()))),
        hashes);
  }

  private static byte[] resource(String file, Map<String, String> words) {
    try (InputStream in = CExport.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), UTF_8);
      for (Map.Entry<String, String> w : words.entrySet()) {
        text = text.replace("@" + w.getKey() + "@", w.getValue());
      }
      return text.getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
