package org.lstmc.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;

/** What makes no tensor form is refused with its bound; what does has the factors of the page. */
class TensorFormTest {
  private static final List<Integer> IN = List.of(8, 10, 10, 9, 8);
  private static final List<Integer> OUT = List.of(16, 4, 2, 4, 2);
  private static final String TREE = "(((1,2),3),(4,5))";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "((1,2,3),(4,5))|the node at character 2 has more than two children, it must be binary",
        "(((1,2),3),(4))|the node at character 12 has one child, each node has two",
        "((1,2),(3,4))|mode 5 is missing, each of the modes 1 to 5 is a leaf once",
        "(((1,2),3),(4,4))|mode 4 stands twice",
        "(((1,2),3),(4,6))|mode 6, there are modes 1 to 5",
        "(((1,2),3),(4,0))|mode 0, there are modes 1 to 5",
        "(((1,2),3),(4,5)|the text ends where ')' must stand",
        "(((1,2),3),(4,5)))|')' follows the end of the tree",
        "(((1,2),3),(4,x))|'x' at character 15 where a mode or '(' must stand",
        "((((((1,2|parentheses at character 6 are deeper than 5 modes allow",
        "''|the text ends where a mode or '(' must stand",
      })
  void textThatIsNoTreeIsRefused(String text, String reason) {
    assertThatThrownBy(() -> DimensionTree.parse(text, 5))
        .isInstanceOf(LstmcException.class)
        .hasMessage("tree '%s': %s; write it like (((1,2),3),(4,5))", text, reason);
  }

  @Test
  void treeInPostOrder() {
    DimensionTree tree = DimensionTree.parse(" ((5,(1,4)), (2,3)) ", 5);
    assertThat(tree.nodes().stream().map(DimensionTree.Node::name))
        .containsExactly(
            "leaf5", "leaf1", "leaf4", "node1", "node2", "leaf2", "leaf3", "node3", "root");
    assertThat(tree.nodes().get(4).modes()).containsExactly(5, 1, 4);
    List<Integer> ranks = List.of(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(tree.nodeRanks(ranks)).containsExactly(5, 1, 4, 6, 7, 2, 3, 8, 1);
    assertThat(tree.ranks(tree.nodeRanks(ranks))).isEqualTo(ranks);
  }

  @Test
  void factorsOfTheReferenceNetwork() {
    TensorForm form = tucker(IN, OUT, TREE, List.of(4, 4, 4, 4, 4, 5, 5, 5));
    assertThat(form.factors().stream().map(f -> f.name() + java.util.Arrays.toString(f.shape())))
        .containsExactly(
            "leaf1[16, 8, 4]",
            "leaf2[4, 10, 4]",
            "leaf3[2, 10, 4]",
            "leaf4[4, 9, 4]",
            "leaf5[2, 8, 4]",
            "node1[5, 4, 4]",
            "node2[5, 5, 4]",
            "node3[5, 4, 4]",
            "root[5, 5]");
    assertThat(form.columns()).isEqualTo(57_600);
    assertThat(form.rows()).isEqualTo(1024);
    assertThatCode(() -> form.checkHolds(1024, 57_600, 4)).doesNotThrowAnyException();
  }

  @Test
  void coresOfATrain() {
    TensorForm form = train(List.of(2, 3, 5), List.of(4, 2, 2), List.of(6, 7));
    assertThat(form.factors().stream().map(f -> f.name() + java.util.Arrays.toString(f.shape())))
        .containsExactly("core1[1, 4, 2, 6]", "core2[6, 2, 3, 7]", "core3[7, 2, 5, 1]");
  }

  @Test
  void ranksAboveTheirBoundAreRefused() {
    refused(
        () -> tucker(List.of(2, 2, 2), List.of(2, 2, 2), "((1,2),3)", List.of(5, 4, 4, 4)),
        "rank 5 of leaf1 of modes [1]: at most 4 (size of its smaller side)");
    refused(
        () -> tucker(IN, OUT, TREE, List.of(2, 2, 4, 4, 4, 5, 5, 5)),
        "rank 5 of node1 of modes [1, 2]: at most 4 (leaf1 times leaf2)");
    refused(
        () -> tucker(List.of(3, 3), List.of(2, 9), "(1,2)", List.of(6, 7)),
        "rank 7 of leaf2 of modes [2]: at most 6 (size of its smaller side)");
    refused(
        () -> train(List.of(2, 3, 5), List.of(4, 2, 2), List.of(8, 11)),
        "rank 11 of r_2 of the tensor train: at most 10 (size of its smaller side)");
    refused(
        () -> train(List.of(2, 3, 50), List.of(4, 2, 2), List.of(1, 11)),
        "rank 11 of r_2 of the tensor train: at most 6 (r_1 m_2 n_2)");
    refused(() -> train(List.of(2, 3), List.of(4, 2), List.of(0)), "rank 0: ranks are at least 1");
    refused(
        () -> train(List.of(2, 3), List.of(4, 2), List.of(1, 1)), "2 ranks [1, 1]: 1 are needed");
    refused(() -> tucker(IN, OUT, TREE, List.of(4, 4, 4, 4, 4, 5, 5)), "7 ranks");
  }

  @Test
  void modesThatDoNotFitAreRefused() {
    refused(
        () -> train(List.of(2, 3, 4), List.of(4, 2), List.of(2, 2)),
        "3 input modes [2, 3, 4] and 2 output modes [4, 2]");
    refused(() -> train(List.of(2, 0), List.of(4, 2), List.of(1)), "mode 0 in [2, 0]");
    refused(() -> train(List.of(9), List.of(4), List.of()), "1 modes: a tensor form has 2 to 24");
    refused(
        () -> train(List.of(60_000, 60_000), List.of(1, 1), List.of(1)),
        "modes [60000, 60000]: their product is above 2147483647");
    TensorForm form = train(List.of(2, 3), List.of(6, 2), List.of(1));
    refused(() -> form.checkHolds(12, 7, 3), "their product 6 does not hold 7 columns");
    refused(() -> form.checkHolds(13, 6, 3), "their product 12 does not hold 13 rows");
    refused(
        () -> form.checkHolds(12, 6, 4),
        "the first, 6, holds the gates and must be a multiple of 4");
    assertThatCode(() -> form.checkHolds(11, 5, 3)).doesNotThrowAnyException();
  }

  @Test
  void ordersMustNameEveryFactorOnce() {
    TensorForm form = train(List.of(2, 3), List.of(6, 2), List.of(1));
    assertThat(form.withOrder(List.of("core2", "core1")).order()).hasSize(2);
    refused(
        () -> form.withOrder(List.of("core2", "core2")),
        "order [core2, core2]: must name each of [core1, core2] once");
    refused(() -> form.withOrder(List.of("core1")), "once");
    refused(
        () ->
            new TensorForm(
                TensorForm.Format.TT,
                List.of(2, 3),
                List.of(6, 2),
                "(1,2)",
                List.of(1),
                false,
                List.of()),
        "a tensor train has no tree");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable code, String why) {
    assertThatThrownBy(code).isInstanceOf(LstmcException.class).hasMessageContaining(why);
  }

  private static TensorForm tucker(
      List<Integer> in, List<Integer> out, String tree, List<Integer> ranks) {
    return new TensorForm(TensorForm.Format.HT, in, out, tree, ranks, false, List.of());
  }

  private static TensorForm train(List<Integer> in, List<Integer> out, List<Integer> ranks) {
    return new TensorForm(TensorForm.Format.TT, in, out, null, ranks, false, List.of());
  }
}
