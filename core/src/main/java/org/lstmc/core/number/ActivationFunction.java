package org.lstmc.core.number;

/** The two squashing functions of a recurrent cell. */
public enum ActivationFunction {
  /** 1 / (1 + exp(-x)). */
  SIGMOID {
    @Override
    public double value(double x) {
      return 1.0 / (1.0 + StrictMath.exp(-x));
    }
  },
  /** Hyperbolic tangent. */
  TANH {
    @Override
    public double value(double x) {
      return StrictMath.tanh(x);
    }
  };

  /** The function's value; the same bits on every machine. */
  public abstract double value(double x);
}
