package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.lstmc.core.model.CellType;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.hwsim.parts.circulant.CirculantDesign;
import org.lstmc.hwsim.parts.circulant.CirculantSchedule;
import org.lstmc.hwsim.parts.circulant.MvmUnit;
import org.lstmc.hwsim.parts.circulant.Stage;
import org.lstmc.hwsim.rtl.MemoryImage;

/** What is exported, and what has been written for it so far. */
final class Engine {
  final IntegerNetwork net;
  final CirculantDesign design;
  final ParameterList parameters = new ParameterList();
  final List<MemoryImage> images = new ArrayList<>();
  final EngineMemories memories = new EngineMemories();
  final String name;
  final CirculantRun run;

  Engine(String name, IntegerNetwork net, CirculantDesign design, CirculantRun run) {
    this.name = name;
    this.run = run;
    this.net = net;
    this.design = design;
  }

  CirculantSchedule schedule() {
    return design.schedule();
  }

  int layers() {
    return net.network().layers().size();
  }

  FixedLayer layer(int l) {
    return net.layerAt(l);
  }

  CellType cell() {
    return layer(0).plan().spec().cell();
  }

  boolean projects() {
    return layer(0).plan().spec().projectionSize() > 0;
  }

  int v() {
    return schedule().config().lanes();
  }

  int k() {
    return unit(0).largest();
  }

  MvmUnit unit(int i) {
    return schedule().config().units().get(i);
  }

  Stage.Mvm products(int layer, int stage) {
    return (Stage.Mvm) schedule().layers().get(layer).get(stage);
  }

  Stage.Vector lanes(int layer, int stage) {
    return (Stage.Vector) schedule().layers().get(layer).get(stage);
  }

  int hidden(int l) {
    return layer(l).plan().spec().hiddenSize();
  }

  int widest(ToIntFunction<FixedLayer> of) {
    int most = of.applyAsInt(layer(0));
    for (int l = 1; l < layers(); l++) {
      most = Math.max(most, of.applyAsInt(layer(l)));
    }
    return most;
  }

  /** A table with a field a layer. */
  void byLayer(String parameter, ToIntFunction<FixedLayer> of) {
    parameters.table(parameter, layers(), l -> of.applyAsInt(layer(l)));
  }

  String file(String memory) {
    return name + "_" + memory + ".hex";
  }
}
