// The format of a signal: field SEL says how many of the bits of a are read, how many are dropped
// (negative: shifted up), and how many the result has. Combinational.
`default_nettype none
module circ_convert #(
  parameter IW = 16,
  parameter OW = 12,
  parameter N = 1,
  parameter SELW = 1,
  parameter [N*32-1:0] IN_BITS = 0,
  parameter [N*32-1:0] DROPS = 0,
  parameter [N*32-1:0] OUT_BITS = 0,
  parameter ROUND = 0,
  parameter SAT = 1
) (
  input  wire [SELW-1:0] sel,
  // bits above IN_BITS are those of a sum kept modulo a power of two
  /* verilator lint_off UNUSEDSIGNAL */
  input  wire [IW-1:0]   a,
  /* verilator lint_on UNUSEDSIGNAL */
  output reg  [OW-1:0]   y
);
  wire [N*OW-1:0] all;
  genvar g;
  generate
    for (g = 0; g < N; g = g + 1) begin : g_format
      localparam integer BITS = IN_BITS[32*g +: 32];
      localparam integer DROP = DROPS[32*g +: 32];
      localparam integer TO = OUT_BITS[32*g +: 32];
      wire [TO-1:0] r;
      circ_round #(.IW(BITS), .DROP(DROP), .OW(TO), .ROUND(ROUND), .SAT(SAT))
        u_round (.a(a[BITS-1:0]), .y(r));
      circ_align #(.IW(TO), .OW(OW)) u_extend (.sel(1'b0), .a(r), .y(all[g*OW +: OW]));
    end
  endgenerate
  integer i;
  always @* begin
    y = all[0 +: OW];
    for (i = 1; i < N; i = i + 1)
      if (sel == i[SELW-1:0]) y = all[i*OW +: OW];
  end
endmodule
`default_nettype wire
