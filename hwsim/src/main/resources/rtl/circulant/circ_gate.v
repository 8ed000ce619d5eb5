// A gate sum and what the activation reads: sum, bias and, a cycle before the rounding, an addend.
// sum and bias come in a cycle; z comes LATER + 2 cycles after, addend LATER after them.
`default_nettype none
module circ_gate #(
  parameter IW = 12,
  parameter BW = 12,
  parameter GW = 32,            // accumulator
  parameter ZW = 12,
  parameter LATER = 0,          // 0: no addend
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter [LAYERS*32-1:0] SUM_UP = 0,
  parameter [LAYERS*32-1:0] BIAS_UP = 0,
  parameter [LAYERS*32-1:0] ACC_BITS = 0,
  parameter [LAYERS*32-1:0] DROPS = 0,
  parameter [LAYERS*32-1:0] OUT_BITS = 0
) (
  input  wire          clk,
  input  wire [LW-1:0] layer,
  input  wire [IW-1:0] sum,
  input  wire [BW-1:0] bias,
  input  wire [GW-1:0] addend,
  output reg  [ZW-1:0] z
);
  wire [GW-1:0] s;
  wire [GW-1:0] b;
  reg [GW-1:0] acc;
  wire [GW-1:0] full;
  wire [ZW-1:0] rounded;
  circ_align #(.IW(IW), .OW(GW), .N(LAYERS), .SELW(LW), .SHIFTS(SUM_UP))
    u_sum (.sel(layer), .a(sum), .y(s));
  circ_align #(.IW(BW), .OW(GW), .N(LAYERS), .SELW(LW), .SHIFTS(BIAS_UP))
    u_bias (.sel(layer), .a(bias), .y(b));
  generate
    if (LATER == 0) begin : g_plain
      wire unused = &{1'b0, addend};
      assign full = acc;
    end else begin : g_addend
      wire [GW-1:0] late;
      reg [GW-1:0] total;
      circ_delay #(.W(GW), .N(LATER-1)) u_late (.clk(clk), .d(acc), .q(late));
      always @(posedge clk) total <= late + addend;
      assign full = total;
    end
  endgenerate
  circ_convert #(.IW(GW), .OW(ZW), .N(LAYERS), .SELW(LW), .IN_BITS(ACC_BITS), .DROPS(DROPS),
    .OUT_BITS(OUT_BITS), .ROUND(ROUND), .SAT(SAT)) u_round (.sel(layer), .a(full), .y(rounded));
  always @(posedge clk) begin
    acc <= s + b;
    z <= rounded;
  end
endmodule
`default_nettype wire
