package org.lstmc.hwsim.published;

/**
 * One printed figure.
 *
 * @param name what it is, in the paper's words
 * @param run the design, by its name in the file, or {@code system/name}; null where this simulator
 *     has nothing to hold against the figure
 * @param figure which figure of the run; null likewise
 * @param over the run whose figure divides it, for a ratio of two designs; null for none
 * @param overFigure which figure of that run; null for the same one
 * @param overValue a printed figure that divides ours instead, of a machine that is not simulated;
 *     null for none
 * @param value as printed
 * @param provenance {@code seen} in the paper or a paper that cites it, {@code recalled}, or {@code
 *     derived} from such
 * @param confidence {@code high}, {@code medium} or {@code low}
 * @param source where it was printed and what was checked
 * @param cause what we believe makes the difference, or why there is nothing of ours
 */
public record PublishedRow(
    String name,
    String run,
    Figure figure,
    String over,
    Figure overFigure,
    Double overValue,
    double value,
    String provenance,
    String confidence,
    String source,
    String cause) {}
