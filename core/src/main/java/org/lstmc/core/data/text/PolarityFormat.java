package org.lstmc.core.data.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.NamedFiles;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Source;
import org.lstmc.core.model.TaskKind;

/**
 * Sentence polarity (Pang and Lee, ACL 2005): a file of positive and one of negative snippets,
 * ISO-8859-1, one a line, lines ending at {@code \n} alone. There is no published split; of each
 * file every tenth line is test and the ninth of ten valid.
 */
public final class PolarityFormat implements DataFormat {
  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "polarity",
        "DIR",
        TaskKind.CLASSIFICATION,
        "sentences of film reviews, positive or negative",
        "a folder with rt-polarity.pos and rt-polarity.neg",
        LabelledText.options("space"),
        "polarity:data/sentence_polarity");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    Map<String, Path> files = new TreeMap<>();
    for (String label : List.of("pos", "neg")) {
      List<String> forms = List.of("rt-polarity." + label, "*." + label);
      files.put(label, NamedFiles.require(info().name(), root, forms));
    }
    return files;
  }

  @Override
  public Dataset load(Source source) {
    LabelledText.Parts parts = new LabelledText.Parts();
    for (String label : source.names()) {
      Path file = source.file(label);
      int line = 0;
      String text = Lines.decode(source.read(label), StandardCharsets.ISO_8859_1, file);
      for (String s : Lines.of(text)) {
        parts.addByLine(new LabelledText.Example(label, s, file, ++line));
      }
    }
    return LabelledText.build(source, parts);
  }
}
