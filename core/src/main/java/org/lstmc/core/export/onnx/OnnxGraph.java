package org.lstmc.core.export.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.model.Tensor;

/**
 * An ONNX graph under construction. Field numbers and enums are those of {@code onnx.proto3}
 * (github.com/onnx/onnx), operators those of opset 14.
 */
final class OnnxGraph {
  static final int FLOAT = 1;
  static final int INT64 = 7;
  private static final int IR_VERSION = 7;
  private static final int OPSET = 14;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_INTS = 7;

  private final ProtoMessage graph = new ProtoMessage();
  private int nodes;

  /** An integer attribute of a node. */
  static ProtoMessage attribute(String name, long v) {
    return new ProtoMessage().text(1, name).integer(3, v).integer(20, ATTRIBUTE_INT);
  }

  /** A list of integers as an attribute. */
  static ProtoMessage attribute(String name, long[] values) {
    ProtoMessage a = new ProtoMessage().text(1, name);
    for (long v : values) {
      a.integer(8, v);
    }
    return a.integer(20, ATTRIBUTE_INTS);
  }

  /**
   * Adds an operator with one output, which is given back.
   *
   * @param inputs names of values; empty for one left out
   */
  String node(String op, String output, List<String> inputs, ProtoMessage... attributes) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(i -> node.text(1, i));
    node.text(2, output).text(3, op + "_" + nodes++).text(4, op);
    for (ProtoMessage a : attributes) {
      node.message(5, a);
    }
    graph.message(1, node);
    return output;
  }

  /** Adds a constant of floats under a shape of as many values. */
  String constant(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return constant(name, FLOAT, raw.array(), shape);
  }

  /** Adds a constant tensor. */
  String constant(String name, Tensor t) {
    long[] shape = new long[t.shape().length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = t.shape()[i];
    }
    return constant(name, t.data(), shape);
  }

  /** Adds a constant vector of integers. */
  String integers(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return constant(name, INT64, raw.array(), values.length);
  }

  private String constant(String name, int type, byte[] raw, long... shape) {
    ProtoMessage t = new ProtoMessage();
    for (long extent : shape) {
      t.integer(1, extent);
    }
    graph.message(5, t.integer(2, type).text(8, name).bytes(9, raw));
    return name;
  }

  /** The graph's input; a dimension is a number or a name for one that is free. */
  void input(String name, int type, List<Object> shape) {
    graph.message(11, value(name, type, shape));
  }

  /** The graph's output. */
  void output(String name, int type, List<Object> shape) {
    graph.message(12, value(name, type, shape));
  }

  private static ProtoMessage value(String name, int type, List<Object> shape) {
    ProtoMessage extents = new ProtoMessage();
    for (Object extent : shape) {
      extents.message(
          1,
          extent instanceof Number n
              ? new ProtoMessage().integer(1, n.longValue())
              : new ProtoMessage().text(2, extent.toString()));
    }
    ProtoMessage tensor = new ProtoMessage().integer(1, type).message(2, extents);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }

  /** The model that holds this graph. */
  byte[] model(String name, Map<String, String> metadata) {
    graph.text(2, name);
    ProtoMessage model = new ProtoMessage().integer(1, IR_VERSION).text(2, "lstmc");
    model.text(3, ToolVersion.get()).message(7, graph);
    model.message(8, new ProtoMessage().text(1, "").integer(2, OPSET));
    metadata.forEach((k, v) -> model.message(14, new ProtoMessage().text(1, k).text(2, v)));
    return model.bytes();
  }
}
