// A signed integer shifted left by field SEL of SHIFTS, as OW bits; what lies above is dropped.
`default_nettype none
module circ_align #(
  parameter IW = 8,
  parameter OW = 16,
  parameter N = 1,
  parameter SELW = 1,
  parameter [N*32-1:0] SHIFTS = 0
) (
  input  wire [SELW-1:0] sel,
  input  wire [IW-1:0]   a,
  output reg  [OW-1:0]   y
);
  wire [N*OW-1:0] all;
  genvar g;
  generate
    for (g = 0; g < N; g = g + 1) begin : g_shift
      localparam integer S = SHIFTS[32*g +: 32];
      // bits above OW are dropped on purpose: sums are kept modulo a power of two
      /* verilator lint_off UNUSEDSIGNAL */
      wire [OW+IW-1:0] wide = {{OW{a[IW-1]}}, a} << S;
      /* verilator lint_on UNUSEDSIGNAL */
      assign all[g*OW +: OW] = wide[OW-1:0];
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
