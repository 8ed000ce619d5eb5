package org.lstmc.core.data;

import java.util.List;
import org.lstmc.core.data.generate.HmmFormat;
import org.lstmc.core.data.generate.ReberFormat;
import org.lstmc.core.data.image.Cifar10Format;
import org.lstmc.core.data.image.MnistFormat;
import org.lstmc.core.data.image.MovingDigitsFormat;
import org.lstmc.core.data.image.RowMnistFormat;
import org.lstmc.core.data.series.ArabicDigitsFormat;
import org.lstmc.core.data.series.JapaneseVowelsFormat;
import org.lstmc.core.data.speech.FsddFormat;
import org.lstmc.core.data.speech.TimitFormat;
import org.lstmc.core.data.text.CharFormat;
import org.lstmc.core.data.text.PolarityFormat;
import org.lstmc.core.data.text.PtbFormat;
import org.lstmc.core.data.text.TsvFormat;

/** The one list of data formats. A path without a format is offered to them in this order. */
final class Formats {
  static final List<DataFormat> ALL =
      List.of(
          new ReberFormat(),
          new HmmFormat(),
          PtbFormat.words(),
          PtbFormat.characters(),
          new CharFormat(),
          new PolarityFormat(),
          new TsvFormat(),
          new TimitFormat(),
          new FsddFormat(),
          new JapaneseVowelsFormat(),
          new ArabicDigitsFormat(),
          new RowMnistFormat(),
          new MovingDigitsFormat(),
          new MnistFormat(),
          new Cifar10Format());

  private Formats() {}

  /** The format of this name, or null. */
  static DataFormat named(String name) {
    return ALL.stream().filter(f -> f.info().name().equals(name)).findFirst().orElse(null);
  }

  static List<String> names() {
    return ALL.stream().map(f -> f.info().name()).toList();
  }
}
