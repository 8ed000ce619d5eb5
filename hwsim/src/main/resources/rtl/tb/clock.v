// The clock for event-driven simulators.
module clock;
  reg clk;
  wire finished, failed;
  bench bench (.clk(clk), .finished(finished), .failed(failed));
  initial clk = 0;
  always #1 clk = ~clk;
  always @(posedge clk) if (finished) $finish;
endmodule
