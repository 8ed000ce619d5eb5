// Runs the benches under Verilator until all have finished. +verilator+seed+N sets power-on values.
#include <verilated.h>
#include "Vbench.h"
int main(int argc, char** argv) {
  VerilatedContext context;
  context.randReset(2);
  context.commandArgs(argc, argv);
  Vbench bench(&context);
  bench.clk = 0;
  bench.eval();
  while (!bench.finished && !context.gotFinish()) {
    bench.clk = 1;
    bench.eval();
    bench.clk = 0;
    bench.eval();
  }
  const bool failed = bench.failed || !bench.finished;
  bench.final();
  return failed ? 1 : 0;
}
