package org.lstmc.core.quantize.datapath;

import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Model;

/** Which versions of the number contract are read, and what each of them knows. */
final class ContractVersions {
  /** Versions whose models mean the same in the last one: each only adds to the one before. */
  private static final List<String> READ = List.of("1", "2", "3", IntegerNetwork.CONTRACT);

  private ContractVersions() {}

  /** Refuses a version that is not known. */
  static void checkRead(Model model, String contract) {
    if (!READ.contains(contract)) {
      throw LstmcException.unsupported(
          "model '%s' follows number contract %s; this version knows %s. Quantize it again",
          model.network().name(), contract, String.join(", ", READ));
    }
  }

  /** Refuses a network with what its version does not know. */
  static void checkHolds(Model model, String contract, IntegerNetwork net) {
    boolean second =
        !net.circulants().isEmpty()
            || model.network().layers().stream().anyMatch(l -> l.cell().isGru());
    if (contract.equals("1") && second) {
      throw LstmcException.badInput(
          "model '%s' follows number contract %s, which has neither GRU layers nor block-circulant"
              + " products. Quantize it again",
          model.network().name(), contract);
    }
    boolean third = model.network().layers().stream().anyMatch(l -> l.factored() != null);
    if (third && READ.indexOf(contract) < 2) {
      throw LstmcException.badInput(
          "model '%s' follows number contract %s, which has no contraction chains. Quantize it"
              + " again",
          model.network().name(), contract);
    }
    if (model.network().isFeedForward() && READ.indexOf(contract) < 3) {
      throw LstmcException.badInput(
          "model '%s' follows number contract %s, which has no feed-forward layers. Quantize it"
              + " again",
          model.network().name(), contract);
    }
  }
}
