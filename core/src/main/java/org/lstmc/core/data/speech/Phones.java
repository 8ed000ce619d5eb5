package org.lstmc.core.data.speech;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 61 phone codes of TIMIT and their folding to 39 classes.
 *
 * <p>Source: Lee and Hon, Speaker-independent phone recognition using hidden Markov models, 1989,
 * table 3 and section II-C: 48 models, then the groups {sil cl vcl epi}, {el l}, {en n}, {sh zh},
 * {ao aa}, {ih ix}, {ah ax} count as one; {@code q}, the glottal stop, is left out.
 */
final class Phones {
  /** Left out of the 39 classes: frames labelled so are not scored. */
  static final String GLOTTAL_STOP = "q";

  /** A class and the codes that fold into it. */
  private static final String[] FOLDS = {
    "aa: aa ao",
    "ae: ae",
    "ah: ah ax ax-h",
    "aw: aw",
    "ay: ay",
    "b: b",
    "ch: ch",
    "d: d",
    "dh: dh",
    "dx: dx",
    "eh: eh",
    "er: er axr",
    "ey: ey",
    "f: f",
    "g: g",
    "hh: hh hv",
    "ih: ih ix",
    "iy: iy",
    "jh: jh",
    "k: k",
    "l: l el",
    "m: m em",
    "n: n en nx",
    "ng: ng eng",
    "ow: ow",
    "oy: oy",
    "p: p",
    "r: r",
    "s: s",
    "sh: sh zh",
    "sil: h# pau epi bcl dcl gcl pcl tcl kcl",
    "t: t",
    "th: th",
    "uh: uh",
    "uw: uw ux",
    "v: v",
    "w: w",
    "y: y",
    "z: z"
  };

  private final List<String> labels;
  private final Map<String, Integer> targets = new LinkedHashMap<>();

  private Phones(List<String> labels) {
    this.labels = List.copyOf(labels);
  }

  /** The 39 classes, by alphabet. */
  static Phones folded() {
    Map<String, String> classes = new LinkedHashMap<>();
    for (String fold : FOLDS) {
      String[] parts = fold.split(": ");
      for (String code : parts[1].split(" ")) {
        classes.put(code, parts[0]);
      }
    }
    Phones phones = new Phones(classes.values().stream().distinct().toList());
    classes.forEach((code, c) -> phones.targets.put(code, phones.labels.indexOf(c)));
    phones.targets.put(GLOTTAL_STOP, -1);
    return phones;
  }

  /** All 61 codes as they are, by alphabet. */
  static Phones all() {
    List<String> codes = new ArrayList<>(folded().targets.keySet());
    codes.sort(null);
    Phones phones = new Phones(codes);
    codes.forEach(c -> phones.targets.put(c, codes.indexOf(c)));
    return phones;
  }

  /** Class names in index order. */
  List<String> labels() {
    return labels;
  }

  /** Index of a code's class, -1 when it is not scored; null when there is no such code. */
  Integer target(String code) {
    return targets.get(code);
  }
}
