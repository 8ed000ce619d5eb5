package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.TensorForm;

/** The axes of a tensor network's factors, read a second time from its record. */
final class FactorNames {
  private FactorNames() {}

  /** Axes of a stored factor, slowest first. */
  static Map<String, Integer> axes(TensorForm form, String name) {
    Map<String, Integer> axes = new LinkedHashMap<>();
    int d = form.modesIn().size();
    if (name.startsWith("core")) {
      int k = Integer.parseInt(name.substring(4));
      axes.put("r" + (k - 1), k == 1 ? 1 : form.ranks().get(k - 2));
      axes.put("i" + k, form.modesOut().get(k - 1));
      axes.put("j" + k, form.modesIn().get(k - 1));
      axes.put("r" + k, k == d ? 1 : form.ranks().get(k - 1));
      if (k == 1) {
        axes.remove("r0");
      }
      if (k == d) {
        axes.remove("r" + d);
      }
      return axes;
    }
    if (name.startsWith("leaf")) {
      int k = Integer.parseInt(name.substring(4));
      axes.put("i" + k, form.modesOut().get(k - 1));
      axes.put("j" + k, form.modesIn().get(k - 1));
      axes.put("leaf" + k, form.ranks().get(k - 1));
      return axes;
    }
    // Inner nodes: closing brackets in the order of the text are post-order.
    List<String> stack = new ArrayList<>();
    int inner = 0;
    for (String token : form.tree().split("(?<=[(),])|(?=[(),])")) {
      if (token.isBlank() || token.equals("(") || token.equals(",")) {
        continue;
      }
      if (!token.equals(")")) {
        stack.add("leaf" + token.trim());
        continue;
      }
      String right = stack.remove(stack.size() - 1);
      String left = stack.remove(stack.size() - 1);
      String node = ++inner == d - 1 ? "root" : "node" + inner;
      if (node.equals(name)) {
        if (!name.equals("root")) {
          axes.put(name, rank(form, name));
        }
        axes.put(left, rank(form, left));
        axes.put(right, rank(form, right));
      }
      stack.add(node);
    }
    return axes;
  }

  private static int rank(TensorForm form, String node) {
    int k = Integer.parseInt(node.substring(4));
    return form.ranks().get((node.startsWith("leaf") ? 0 : form.modesIn().size()) + k - 1);
  }
}
