// A signed product with the three registers of a DSP block: operands, product, result.
`default_nettype none
module circ_mult #(
  parameter AW = 12,
  parameter BW = 12
) (
  input  wire                    clk,
  input  wire [AW-1:0]           a,
  input  wire [BW-1:0]           b,
  output wire [AW+BW-1:0]        p
);
  reg signed [AW-1:0] a1;
  reg signed [BW-1:0] b1;
  reg signed [AW+BW-1:0] m2;
  reg signed [AW+BW-1:0] p3;
  always @(posedge clk) begin
    a1 <= a;
    b1 <= b;
    m2 <= a1 * b1;
    p3 <= m2;
  end
  assign p = p3;
endmodule
`default_nettype wire
