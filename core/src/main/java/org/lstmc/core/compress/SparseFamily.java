package org.lstmc.core.compress;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A pruning pattern as a family of structures.
 *
 * @param pattern the pattern
 */
public record SparseFamily(PruningPattern pattern) implements StructureFamily {
  @Override
  public String name() {
    return pattern.name();
  }

  @Override
  public String description() {
    return pattern.description();
  }

  @Override
  public String machine() {
    return pattern.machine();
  }

  @Override
  public Size size() {
    return Size.RATIO;
  }

  @Override
  public Map<String, Integer> parameters() {
    return pattern.parameters();
  }

  @Override
  public OptionalDouble fixedSize(Map<String, Integer> given) {
    return pattern.fixedRatio(given);
  }

  @Override
  public Optional<Structure> of(int[] shape, double ratio, Map<String, Integer> given) {
    DropCount.checked(name(), ratio);
    Map<String, Integer> all = PatternParameters.effective(pattern, given);
    return ratio == 0 ? Optional.empty() : Optional.of(new SparseStructure(pattern, ratio, all));
  }
}
