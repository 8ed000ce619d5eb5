// The new state of a GRU, (1-z)*n + z*h (number contract, section 7): five cycles.
`default_nettype none
module circ_blend #(
  parameter FW = 12,
  parameter HW = 12,
  parameter MW = 14,            // holds 1 - z
  parameter UW = 34,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter [LAYERS*32-1:0] ONE_AT = 0,        // fraction bits of z: 1 is 2 to this
  parameter [LAYERS*32-1:0] NEW_UP = 0,
  parameter [LAYERS*32-1:0] KEEP_UP = 0,
  parameter [LAYERS*32-1:0] DROPS = 0,
  parameter [LAYERS*32-1:0] OUT_BITS = 0
) (
  input  wire          clk,
  input  wire [LW-1:0] layer,
  input  wire [FW-1:0] z,
  input  wire [FW-1:0] n,
  input  wire [HW-1:0] old,
  output wire [HW-1:0] h
);
  wire [MW-1:0] one;
  wire [MW-1:0] wide;
  wire [MW-1:0] rest = one - wide;
  circ_align #(.IW(2), .OW(MW), .N(LAYERS), .SELW(LW), .SHIFTS(ONE_AT))
    u_one (.sel(layer), .a(2'b01), .y(one));
  circ_align #(.IW(FW), .OW(MW)) u_wide (.sel(1'b0), .a(z), .y(wide));
  circ_mix #(.AW(MW), .BW(FW), .CW(FW), .DW(HW), .SW(UW), .OW(HW), .LAYERS(LAYERS), .LW(LW),
    .ROUND(ROUND), .SAT(SAT), .AB_UP(NEW_UP), .CD_UP(KEEP_UP), .DROPS(DROPS), .OUT_BITS(OUT_BITS))
    u_mix (.clk(clk), .layer(layer), .a(rest), .b(n), .c(z), .d(old), .y(h));
endmodule
`default_nettype wire
