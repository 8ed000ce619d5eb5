// a*b + c*d in one accumulator, rounded once: five cycles.
`default_nettype none
module circ_mix #(
  parameter AW = 12,
  parameter BW = 12,
  parameter CW = 12,
  parameter DW = 12,
  parameter SW = 32,            // holds both products, aligned, and their sum
  parameter OW = 12,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter [LAYERS*32-1:0] AB_UP = 0,
  parameter [LAYERS*32-1:0] CD_UP = 0,
  parameter [LAYERS*32-1:0] DROPS = 0,
  parameter [LAYERS*32-1:0] OUT_BITS = 0
) (
  input  wire          clk,
  input  wire [LW-1:0] layer,
  input  wire [AW-1:0] a,
  input  wire [BW-1:0] b,
  input  wire [CW-1:0] c,
  input  wire [DW-1:0] d,
  output reg  [OW-1:0] y
);
  wire [AW+BW-1:0] ab;
  wire [CW+DW-1:0] cd;
  wire [SW-1:0] abs;
  wire [SW-1:0] cds;
  reg [SW-1:0] sum;
  wire [OW-1:0] rounded;
  circ_mult #(.AW(AW), .BW(BW)) u_ab (.clk(clk), .a(a), .b(b), .p(ab));
  circ_mult #(.AW(CW), .BW(DW)) u_cd (.clk(clk), .a(c), .b(d), .p(cd));
  circ_align #(.IW(AW+BW), .OW(SW), .N(LAYERS), .SELW(LW), .SHIFTS(AB_UP))
    u_abs (.sel(layer), .a(ab), .y(abs));
  circ_align #(.IW(CW+DW), .OW(SW), .N(LAYERS), .SELW(LW), .SHIFTS(CD_UP))
    u_cds (.sel(layer), .a(cd), .y(cds));
  circ_convert #(.IW(SW), .OW(OW), .N(LAYERS), .SELW(LW), .IN_BITS({LAYERS{32'd0 + SW}}),
    .DROPS(DROPS), .OUT_BITS(OUT_BITS), .ROUND(ROUND), .SAT(SAT))
    u_round (.sel(layer), .a(sum), .y(rounded));
  always @(posedge clk) begin
    sum <= abs + cds;
    y <= rounded;
  end
endmodule
`default_nettype wire
