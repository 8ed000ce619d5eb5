package org.lstmc.hwsim.published;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.function.ToDoubleFunction;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;

/** A figure that papers print and a simulation has. */
public enum Figure {
  /** Cycles from one frame's output to the next in the steady state. */
  @JsonProperty("cyclesPerStep")
  CYCLES_PER_STEP("cycles", Simulation::cyclesPerStep),
  /** Time of one frame from start to output. */
  @JsonProperty("latencyUs")
  LATENCY_US("us", Simulation::latencyUs),
  /** Frames a second, all interleaved sequences together. */
  @JsonProperty("framesPerSecond")
  FRAMES_PER_SECOND("frames/s", Simulation::framesPerSecond),
  /** Frames a second of one sequence alone. */
  @JsonProperty("singleStreamFramesPerSecond")
  SINGLE_STREAM_FRAMES_PER_SECOND("frames/s", Simulation::singleStreamFramesPerSecond),
  /** Frames of one sequence alone a joule, board. */
  @JsonProperty("singleStreamFramesPerJoule")
  SINGLE_STREAM_FRAMES_PER_JOULE(
      "frames/s/W", s -> s.singleStreamFramesPerSecond() / s.power().boardW()),
  /** Time a frame takes where frames follow one another: the inverse of the rate. */
  @JsonProperty("frameTimeUs")
  FRAME_TIME_US("us", s -> 1e6 / s.framesPerSecond()),
  /** Operations of the dense network. */
  @JsonProperty("effectiveGops")
  EFFECTIVE_GOPS("GOPS", Simulation::effectiveGops),
  /** Operations really done. */
  @JsonProperty("gops")
  GOPS("GOPS", Simulation::gops),
  /** Power of the chip and its DRAM. */
  @JsonProperty("chipW")
  CHIP_W("W", Simulation::powerW),
  /** Power of the chip on a typical board. */
  @JsonProperty("boardW")
  BOARD_W("W", s -> s.power().boardW()),
  /** Frames a joule, board. */
  @JsonProperty("framesPerJoule")
  FRAMES_PER_JOULE("frames/s/W", s -> s.framesPerSecond() / s.power().boardW()),
  /** Operations of the dense network a joule, chip. */
  @JsonProperty("effectiveTopsPerWatt")
  EFFECTIVE_TOPS_PER_WATT("TOPS/W", s -> s.effectiveGopsPerWatt() / 1000),
  /** Operations of the dense network a joule, board. */
  @JsonProperty("effectiveGopsPerBoardWatt")
  EFFECTIVE_GOPS_PER_BOARD_WATT("GOPS/W", s -> s.effectiveGops() / s.power().boardW()),
  /** Frames a second and mm2. */
  @JsonProperty("framesPerSecondPerMm2")
  FRAMES_PER_MM2("frames/s/mm2", s -> s.framesPerSecond() / s.resources().areaMm2()),
  /** Frames a joule, chip alone. */
  @JsonProperty("framesPerChipJoule")
  FRAMES_PER_CHIP_JOULE("frames/s/W", s -> s.framesPerSecond() / s.powerW()),
  /** DSP blocks. */
  @JsonProperty("dsp")
  DSP("DSP", s -> s.resources().dsp()),
  /** Block RAMs of 36 Kb. */
  @JsonProperty("bram36")
  BRAM36("BRAM36", s -> s.resources().bram36()),
  /** Look-up tables. */
  @JsonProperty("lut")
  LUT("LUT", s -> s.resources().lut()),
  /** Area of a chip with its pads. */
  @JsonProperty("areaMm2")
  AREA_MM2("mm2", s -> s.resources().areaMm2()),
  /** How many times fewer words the recurrent matrices store than the dense ones have. */
  @JsonProperty("compression")
  COMPRESSION("x", null),
  /** Bytes of the stored weights, without indices. */
  @JsonProperty("weightBytes")
  WEIGHT_BYTES("bytes", null);

  private final String unit;
  private final ToDoubleFunction<Simulation> of;

  Figure(String unit, ToDoubleFunction<Simulation> of) {
    this.unit = unit;
    this.of = of;
  }

  /** Unit, as tables print it. */
  public String unit() {
    return unit;
  }

  /** Whether power of the board is in it, or of the chip alone; null where no power is. */
  Boolean ofBoard() {
    return switch (this) {
      case SINGLE_STREAM_FRAMES_PER_JOULE,
          BOARD_W,
          FRAMES_PER_JOULE,
          EFFECTIVE_GOPS_PER_BOARD_WATT ->
          Boolean.TRUE;
      case CHIP_W, EFFECTIVE_TOPS_PER_WATT, FRAMES_PER_CHIP_JOULE -> Boolean.FALSE;
      default -> null;
    };
  }

  /** The figure of a run. */
  double of(Workload workload, Simulation simulation) {
    if (of != null) {
      return of.applyAsDouble(simulation);
    }
    long words = 0;
    long bits = 0;
    for (MatrixWorkload m : workload.matrices()) {
      words += m.storedWords();
      bits += m.storedWords() * m.weightBits();
    }
    return this == COMPRESSION ? (double) workload.denseParameters() / words : bits / 8.0;
  }
}
