package org.lstmc.core.data.image;

import java.util.List;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Source;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * What formats of whole images share once their bytes are read: size, scaling, splits.
 *
 * @param train images for train and valid
 * @param valid how many of them, the last ones, validate
 * @param test images for test
 * @param labels class names
 */
record ImageFolder(ByteImages train, int valid, ByteImages test, List<String> labels) {
  /** Options of such a format; the numbers are those of the published set. */
  static List<OptionInfo> options(int train, int valid, int test) {
    return List.of(
        new OptionInfo("size", null, "side to resample to, bilinear; default: as it is"),
        new OptionInfo("train", "" + train, "train images at most, the first ones"),
        new OptionInfo("valid", "" + valid, "valid images at most, of those after them"),
        new OptionInfo("test", "" + test, "test images at most, the first ones"));
  }

  Dataset dataset(Source source) {
    Options o = source.options();
    int side = o.text("size") == null ? 0 : o.integer("size", 1, 1024);
    int room = train.count() - valid;
    int count = ByteImages.count(o, "train", room);
    PreparedImages images =
        PreparedImages.of(train, side, count, source.known(), "train " + source.sha256());
    Task task =
        source.task(
            TaskKind.CLASSIFICATION, List.of(), labels, o, images.means(), images.deviations());
    return new Dataset(
        task,
        images.shape().size(),
        labels.size(),
        images.split("train", 0, count),
        images.split("valid", room, ByteImages.count(o, "valid", valid)),
        images
            .of(test, "test " + source.sha256())
            .split("test", 0, ByteImages.count(o, "test", test.count())),
        null,
        images.shape());
  }
}
