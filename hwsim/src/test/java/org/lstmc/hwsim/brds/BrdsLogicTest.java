package org.lstmc.hwsim.brds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tables and registers of small parts, counted by hand. */
class BrdsLogicTest {
  @Test
  void treeOfFiveWords() {
    // 8 bits: two additions of 9 bits and a word of 8 that waits; one of 10 and one that waits; 11.
    BrdsLogic tree = BrdsLogic.tree(5, 8);
    assertThat(tree.lut()).isEqualTo(2 * 9 + 10 + 11);
    assertThat(tree.ff()).isEqualTo(2 * 9 + 8 + 10 + 9 + 11);
    assertThat(BrdsLogic.tree(1, 8)).isEqualTo(BrdsLogic.NONE);
  }

  @Test
  void columnsOfThreeDistances() {
    // Distances of 2 bits less one: 3 bits. First level: entry 0 adds the one (3 bits), 1 and 2
    // their
    // neighbour (4 bits). Second: entry 2 adds entry 0 (5 bits). Then three columns of 6 bits from
    // where the beat starts, itself chosen.
    BrdsLogic columns = BrdsLogic.columns(3, 2, 2, 6);
    assertThat(columns.lut()).isEqualTo(3 + 2 * 4 + 5 + 3 * 6 + 6);
    assertThat(columns.ff()).isEqualTo((3 + 4 + 4) + (3 + 4 + 5) + 3 * 6);
  }

  @Test
  void columnsAreNoWiderThanTheVectorNeeds() {
    assertThat(BrdsLogic.columns(2, 1, 4, 3).ff()).isEqualTo(2 * 3 + 2 * 3);
  }

  @Test
  void chainsOfThreeStagesAreShiftRegisters() {
    assertThat(BrdsLogic.chain(0, 7)).isEqualTo(BrdsLogic.NONE);
    assertThat(BrdsLogic.chain(2, 7)).isEqualTo(BrdsLogic.registers(14));
    assertThat(BrdsLogic.chain(3, 7)).isEqualTo(BrdsLogic.tables(7));
  }
}
