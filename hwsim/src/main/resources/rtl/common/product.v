// A signed product in a DSP block with its input, middle and output registers, each with its enable.
`default_nettype none
module product #(parameter A = 16, parameter B = 16) (
  input  wire clk,
  input  wire [2:0] en,
  input  wire [A-1:0] a,
  input  wire [B-1:0] b,
  output reg  [A+B-1:0] p
);
  reg signed [A-1:0] a1;
  reg signed [B-1:0] b1;
  reg signed [A+B-1:0] m;
  always @(posedge clk) begin
    if (en[0]) begin
      a1 <= a;
      b1 <= b;
    end
    if (en[1]) m <= a1 * b1;
    if (en[2]) p <= m;
  end
endmodule
`default_nettype wire
