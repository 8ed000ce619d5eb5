// The second lanes of a GRU whose reset gate acts before the product (number contract, section 7):
// the candidate and the new state. The sum, the bias, z and h(t-1) come in cycle 2 of a beat.
`default_nettype none
module circ_update #(
  parameter V = 1,
  parameter IW = 12,            // words of the sums
  parameter BW = 12,            // biases
  parameter GW = 32,            // gate accumulators
  parameter ZW = 12,            // what activations read
  parameter FW = 12,            // what they give
  parameter HW = 12,            // state
  parameter MW = 14,            // 1 - z
  parameter UW = 34,            // (1-z)*n + z*h
  parameter TANH_CYCLES = 2,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter TANH_KIND = 0,
  parameter TANH_SEGMENTS = 1,
  parameter [LAYERS*32-1:0] SUM_UP = 0,
  parameter [LAYERS*32-1:0] BIAS_UP = 0,
  parameter [LAYERS*32-1:0] ACC_BITS = 0,
  parameter [LAYERS*32-1:0] GATE_DROPS = 0,
  parameter [LAYERS*32-1:0] GATE_BITS = 0,
  parameter [LAYERS*32-1:0] FUNCTION_BITS = 0,
  parameter [LAYERS*32-1:0] ONE_AT = 0,
  parameter [LAYERS*32-1:0] INPUT_UP = 0,
  parameter [LAYERS*32-1:0] FORGET_UP = 0,
  parameter [LAYERS*32-1:0] CELL_DROPS = 0,
  parameter [LAYERS*32-1:0] CELL_BITS = 0,
  parameter TANH_DEPTH = 2048,
  parameter TANH_DW = 11,
  parameter TANH_INIT = "",
  parameter [LAYERS*32-1:0] TANH_SHIFTS = 0,
  parameter [LAYERS*32-1:0] TANH_LOGS = 0,
  parameter [LAYERS*32-1:0] TANH_CENTRES = 0,
  parameter [TANH_SEGMENTS*LAYERS*32-1:0] TANH_STARTS = 0,
  parameter [LAYERS*32-1:0] TANH_BOUNDS = 0,
  parameter TANH_XW = 12,
  parameter TANH_SW = 8,
  parameter TANH_CW = 12,
  parameter TANH_YW = 32,
  parameter TANH_EW = 12,
  parameter [LAYERS*32-1:0] TANH_PRODUCT_UP = 0,
  parameter [LAYERS*32-1:0] TANH_INTERCEPT_UP = 0,
  parameter [LAYERS*32-1:0] TANH_LINE_DROPS = 0,
  parameter [LAYERS*32-1:0] TANH_FIRSTS = 0
) (
  input  wire            clk,
  input  wire [LW-1:0]   layer,
  input  wire [V*IW-1:0] sums,
  input  wire [V*BW-1:0] biases,
  input  wire [V*FW-1:0] z,
  input  wire [V*HW-1:0] h_old,
  output wire [V*HW-1:0] h
);
  genvar v;
  generate
    for (v = 0; v < V; v = v + 1) begin : g_word
      wire [ZW-1:0] z_n;
      wire [FW-1:0] n1;
      wire [FW-1:0] z1;
      wire [HW-1:0] old1;
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(0), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(SUM_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_n (.clk(clk), .layer(layer), .sum(sums[v*IW +: IW]), .bias(biases[v*BW +: BW]), .addend({GW{1'b0}}), .z(z_n));
      circ_act #(.KIND(TANH_KIND), .IW(ZW), .OW(FW), .LAYERS(LAYERS), .LW(LW), .DEPTH(TANH_DEPTH),
        .DW(TANH_DW), .EW(TANH_EW), .INIT(TANH_INIT), .IN_BITS(GATE_BITS), .OUT_BITS(FUNCTION_BITS),
        .SHIFTS(TANH_SHIFTS), .LOGS(TANH_LOGS), .CENTRES(TANH_CENTRES), .SEGMENTS(TANH_SEGMENTS),
        .STARTS(TANH_STARTS), .BOUNDS(TANH_BOUNDS), .XW(TANH_XW), .SW(TANH_SW), .CW(TANH_CW), .YW(TANH_YW),
        .PRODUCT_UP(TANH_PRODUCT_UP), .INTERCEPT_UP(TANH_INTERCEPT_UP), .DROPS(TANH_LINE_DROPS),
        .FIRSTS(TANH_FIRSTS))
        u_n (.clk(clk), .layer(layer), .x(z_n), .y(n1));
      circ_delay #(.W(FW), .N(2+TANH_CYCLES)) u_z1 (.clk(clk), .d(z[v*FW +: FW]), .q(z1));
      circ_delay #(.W(HW), .N(2+TANH_CYCLES)) u_old (.clk(clk), .d(h_old[v*HW +: HW]), .q(old1));
      circ_blend #(.FW(FW), .HW(HW), .MW(MW), .UW(UW), .LAYERS(LAYERS), .LW(LW), .ROUND(ROUND),
        .SAT(SAT), .ONE_AT(ONE_AT), .NEW_UP(INPUT_UP), .KEEP_UP(FORGET_UP), .DROPS(CELL_DROPS),
        .OUT_BITS(CELL_BITS))
        u_h (.clk(clk), .layer(layer), .z(z1), .n(n1), .old(old1), .h(h[v*HW +: HW]));
    end
  endgenerate
endmodule
`default_nettype wire
