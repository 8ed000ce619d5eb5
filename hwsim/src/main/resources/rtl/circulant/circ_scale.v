// a*b, rounded: four cycles.
`default_nettype none
module circ_scale #(
  parameter AW = 12,
  parameter BW = 12,
  parameter OW = 12,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter [LAYERS*32-1:0] DROPS = 0,
  parameter [LAYERS*32-1:0] OUT_BITS = 0
) (
  input  wire          clk,
  input  wire [LW-1:0] layer,
  input  wire [AW-1:0] a,
  input  wire [BW-1:0] b,
  output reg  [OW-1:0] y
);
  wire [AW+BW-1:0] ab;
  wire [OW-1:0] rounded;
  circ_mult #(.AW(AW), .BW(BW)) u_ab (.clk(clk), .a(a), .b(b), .p(ab));
  circ_convert #(.IW(AW+BW), .OW(OW), .N(LAYERS), .SELW(LW), .IN_BITS({LAYERS{32'd0 + AW + BW}}),
    .DROPS(DROPS), .OUT_BITS(OUT_BITS), .ROUND(ROUND), .SAT(SAT))
    u_round (.sel(layer), .a(ab), .y(rounded));
  always @(posedge clk) y <= rounded;
endmodule
`default_nettype wire
