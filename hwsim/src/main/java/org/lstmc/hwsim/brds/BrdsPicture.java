package org.lstmc.hwsim.brds;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.brds.BrdsTiming.Counter;

/** The walk's intervals under the names that the report has for units and memories. */
final class BrdsPicture implements BrdsTrace {
  private static final Map<Unit, String> MEMORIES =
      new EnumMap<>(
          Map.of(
              Unit.X_PART, "Wx memory",
              Unit.H_PART, "Wh memory",
              Unit.PROJECTION, "projection memory"));
  private static final Map<Unit, String> OPERANDS =
      new EnumMap<>(
          Map.of(
              Unit.X_PART, "x memory",
              Unit.H_PART, "h memory",
              Unit.PROJECTION, "projection input memory"));

  private final BrdsSchedule schedule;
  private final UnitTrace to;
  private long functionFree;
  private long portFree;

  BrdsPicture(BrdsSchedule schedule, UnitTrace to) {
    this.schedule = schedule;
    this.to = to;
  }

  @Override
  public void interval(Unit unit, int step, int layer, int row, long from, long until) {
    boolean projected = schedule.layers()[layer].groups() > 0;
    String where = String.format(Locale.ROOT, "row %d, layer %d, step %d", row, layer, step);
    switch (unit) {
      case X_STREAM -> {
        to.interval(BrdsUnits.STREAM, "x(" + step + ")", from, until);
        to.memory("x memory", "write x(" + step + ")", from, until);
      }
      case X_PART ->
          product(unit, BrdsUnits.X, layer > 0 ? "layer input memory" : null, where, from, until);
      case H_PART -> product(unit, BrdsUnits.H, null, where, from, until);
      case PROJECTION ->
          product(unit, BrdsUnits.H, null, "projection, group " + where.substring(4), from, until);
      case FUNCTION -> {
        to.stall(BrdsUnits.FUNCTION, BrdsUnits.NO_SUM, functionFree, from);
        to.interval(BrdsUnits.FUNCTION, where, from, from + 1);
        to.interval(BrdsUnits.FUNCTION + " pipeline", where, from, until);
        functionFree = from + 1;
        if (projected) {
          to.memory("projection input memory", "write " + where, until - 1, until);
        } else {
          written(layer, where, until - 1);
        }
      }
      case STATE_WRITE -> written(layer, "word" + where.substring(3), from);
    }
  }

  private void product(
      Unit unit, String name, String operand, String where, long from, long until) {
    to.interval(name, where, from, until);
    to.memory(MEMORIES.get(unit), "read " + where, from, until);
    to.memory(operand == null ? OPERANDS.get(unit) : operand, "read for " + where, from, until);
  }

  /** A word, or several in one cycle, through the write port. */
  private void written(int layer, String where, long cycle) {
    boolean last = layer == schedule.layers().length - 1;
    to.memory("h memory", "write " + where, cycle, cycle + 1);
    if (!last) {
      to.memory("layer input memory", "write " + where, cycle, cycle + 1);
    }
    if (cycle >= portFree) {
      to.stall(BrdsUnits.PORT, BrdsUnits.NO_WORD, portFree, cycle);
      to.interval(BrdsUnits.PORT, where, cycle, cycle + 1);
      portFree = cycle + 1;
    }
  }

  @Override
  public void stall(Unit unit, Counter cause, long from, long until) {
    String name =
        switch (unit) {
          case X_STREAM -> BrdsUnits.STREAM;
          case X_PART -> BrdsUnits.X;
          default -> BrdsUnits.H;
        };
    to.stall(name, BrdsUnits.cause(cause), from, until);
  }

  @Override
  public void dram(long free, long from, long until) {
    to.stall(BrdsUnits.DRAM, BrdsUnits.cause(Counter.DRAM_FIFO_FULL), free, from);
    to.interval(BrdsUnits.DRAM, "weights of a row", from, until);
  }
}
