package org.lstmc.core.data.speech;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The 61 phone codes of TIMIT, the 48 labels that models are usually trained on, and the 39 that
 * count.
 *
 * <p>Source: Lee and Hon, Speaker-independent phone recognition using hidden Markov models, 1989,
 * table 3 and section II-C: 48 models, then the groups {sil cl vcl epi}, {el l}, {en n}, {sh zh},
 * {ao aa}, {ih ix}, {ah ax} count as one; {@code q}, the glottal stop, is left out.
 */
final class Phones {
  /** Left out of the 48 and the 39: frames labelled so are not scored, strings do not have it. */
  static final String GLOTTAL_STOP = "q";

  /** What counts, what is trained, and the codes that fold into it. */
  private static final String[] FOLDS = {
    "aa aa: aa",
    "aa ao: ao",
    "ae ae: ae",
    "ah ah: ah",
    "ah ax: ax ax-h",
    "aw aw: aw",
    "ay ay: ay",
    "b b: b",
    "ch ch: ch",
    "d d: d",
    "dh dh: dh",
    "dx dx: dx",
    "eh eh: eh",
    "er er: er axr",
    "ey ey: ey",
    "f f: f",
    "g g: g",
    "hh hh: hh hv",
    "ih ih: ih",
    "ih ix: ix",
    "iy iy: iy",
    "jh jh: jh",
    "k k: k",
    "l el: el",
    "l l: l",
    "m m: m em",
    "n en: en",
    "n n: n nx",
    "ng ng: ng eng",
    "ow ow: ow",
    "oy oy: oy",
    "p p: p",
    "r r: r",
    "s s: s",
    "sh sh: sh",
    "sh zh: zh",
    "sil cl: pcl tcl kcl",
    "sil epi: epi",
    "sil sil: h# pau",
    "sil vcl: bcl dcl gcl",
    "t t: t",
    "th th: th",
    "uh uh: uh",
    "uw uw: uw ux",
    "v v: v",
    "w w: w",
    "y y: y",
    "z z: z"
  };

  private final List<String> labels;
  private final List<String> scoredAs;
  private final Map<String, Integer> targets = new LinkedHashMap<>();

  private Phones(List<String> labels, List<String> scoredAs) {
    this.labels = List.copyOf(labels);
    this.scoredAs = List.copyOf(scoredAs);
  }

  /** The 39 classes, by alphabet. */
  static Phones folded() {
    return phones(by(0).values().stream().distinct().toList(), by(0));
  }

  /** The 48 labels of models, by alphabet. */
  static Phones models() {
    return phones(by(1).values().stream().distinct().sorted().toList(), by(1));
  }

  /** All 61 codes as they are, by alphabet. */
  static Phones all() {
    Map<String, String> same = new TreeMap<>();
    by(0).keySet().forEach(c -> same.put(c, c));
    same.put(GLOTTAL_STOP, GLOTTAL_STOP);
    return phones(List.copyOf(same.keySet()), same);
  }

  private static Phones phones(List<String> labels, Map<String, String> labelOf) {
    Map<String, String> counts = by(0);
    List<String> scoredAs = new ArrayList<>();
    for (String label : labels) {
      // Every code of a label counts as the same; the glottal stop counts as nothing.
      scoredAs.add(
          labelOf.entrySet().stream()
              .filter(e -> e.getValue().equals(label))
              .map(e -> counts.getOrDefault(e.getKey(), ""))
              .findFirst()
              .orElseThrow());
    }
    Phones phones = new Phones(labels, scoredAs);
    labelOf.forEach((code, label) -> phones.targets.put(code, labels.indexOf(label)));
    phones.targets.putIfAbsent(GLOTTAL_STOP, -1);
    return phones;
  }

  /** The name of each code, by column of the table. */
  private static Map<String, String> by(int column) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String fold : FOLDS) {
      String[] parts = fold.split(": ");
      for (String code : parts[1].split(" ")) {
        names.put(code, parts[0].split(" ")[column]);
      }
    }
    return names;
  }

  /** Class names in index order. */
  List<String> labels() {
    return labels;
  }

  /** Which of the 39 each label counts as; empty for the glottal stop. */
  List<String> scoredAs() {
    return scoredAs;
  }

  /** Index of a code's class, -1 when it is not scored; null when there is no such code. */
  Integer target(String code) {
    return targets.get(code);
  }
}
