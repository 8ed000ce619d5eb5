package org.lstmc.hwsim.parts.circulant;

import java.util.Locale;
import org.lstmc.hwsim.UnitTrace;

/**
 * Tells of every interval in which the coarse stages and their units work, one sequence alone. A
 * stage is a unit by its name in the report; what goes on inside it stands on tracks of its own.
 */
public final class StageTrace implements SlotWalk.Listener, FrameValues {
  private final CirculantSchedule schedule;
  private final long inputBeats;
  private final UnitTrace to;
  private Stage stage;
  private String frame;
  private long streamFree;

  private StageTrace(CirculantSchedule schedule, long inputBeats, UnitTrace to) {
    this.schedule = schedule;
    this.inputBeats = inputBeats;
    this.to = to;
  }

  /** Walks a design for so many steps. */
  public static void of(CirculantDesign design, int steps, UnitTrace to) {
    CirculantSchedule schedule = design.schedule();
    long beats = schedule.inputBeats(design.workload());
    SlotWalk.ends(schedule, beats, steps, new StageTrace(schedule, beats, to));
  }

  @Override
  public void input(int step, long first) {
    to.stall(CirculantUnits.STREAM, CirculantUnits.BANKS_FULL, streamFree, first);
    streamFree = first + inputBeats;
    to.interval(CirculantUnits.STREAM, "x(" + step + ")", first, streamFree);
    to.memory("x buffer", "write x(" + step + ")", first, streamFree);
  }

  @Override
  public void stage(SlotWalk.Frame f, int index, long start) {
    stage = schedule.layers().get(f.layer()).get(index);
    frame = String.format(Locale.ROOT, "layer %d, step %d", f.layer(), f.step());
    to.interval(stage.name(), frame, start, start + schedule.cycles(f.layer(), index));
    StageWalk.walk(stage, schedule.config().depths(), this, start);
  }

  @Override
  public void idle(int index, String cause, long from, long until) {
    to.stall(CirculantUnits.name(schedule, index), cause, from, until);
  }

  @Override
  public void exchange(long from, long until) {
    to.interval("exchange of buffers", "all stages", from, until);
  }

  @Override
  public void copy(Stage.Mvm m, long first) {
    to.interval(m.name() + ": copy of outputs", frame, first, first + m.copied());
    to.memory("state memory", "read for " + frame, first, first + m.copied());
    to.memory(m.unit().name() + " vector buffer", "write, " + frame, first, first + m.copied());
  }

  @Override
  public void group(MvmPass pass, MvmUnit unit, int group, long first, long readable) {
    String what = String.format(Locale.ROOT, "%s, group %d, %s", pass.name(), group, frame);
    long beats = unit.beats(pass.columns(), pass.block());
    to.interval(stage.name() + ": products", what, first, first + beats);
    to.interval(stage.name() + ": product pipeline", what, first, readable);
    to.memory(unit.name() + " spectra", "read " + what, first, first + beats);
    to.memory(unit.name() + " vector buffer", "read " + what, first, first + beats);
  }

  @Override
  public void back(MvmPass pass, int blockRow, long cycle, long readable) {
    String what = String.format(Locale.ROOT, "%s, block row %d, %s", pass.name(), blockRow, frame);
    to.interval(stage.name() + ": transform back", what, cycle, readable);
  }

  @Override
  public void word(Stage.Vector v, int word, long cycle, long readable) {
    String what = String.format(Locale.ROOT, "word %d, %s", word, frame);
    to.interval(v.name() + ": lanes", what, cycle, readable);
  }
}
