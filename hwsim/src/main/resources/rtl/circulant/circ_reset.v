// The first lanes of a GRU whose reset gate acts before the product (number contract, section 7):
// z and s = r*h(t-1). Sums and biases (r, z) and h(t-1) come in cycle 2 of a beat.
`default_nettype none
module circ_reset #(
  parameter V = 1,
  parameter IW = 12,            // words of the sums
  parameter BW = 12,            // biases
  parameter GW = 32,            // gate accumulators
  parameter ZW = 12,            // what activations read
  parameter FW = 12,            // what they give
  parameter HW = 12,
  parameter OW = 12,            // s
  parameter SIGMOID_CYCLES = 2,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter SIGMOID_KIND = 0,
  parameter SIGMOID_SEGMENTS = 1,
  parameter [LAYERS*32-1:0] SUM_UP = 0,
  parameter [LAYERS*32-1:0] BIAS_UP = 0,
  parameter [LAYERS*32-1:0] ACC_BITS = 0,
  parameter [LAYERS*32-1:0] GATE_DROPS = 0,
  parameter [LAYERS*32-1:0] GATE_BITS = 0,
  parameter [LAYERS*32-1:0] FUNCTION_BITS = 0,
  parameter [LAYERS*32-1:0] RESET_DROPS = 0,
  parameter [LAYERS*32-1:0] RESET_BITS = 0,
  parameter SIGMOID_DEPTH = 2048,
  parameter SIGMOID_DW = 11,
  parameter SIGMOID_INIT = "",
  parameter [LAYERS*32-1:0] SIGMOID_SHIFTS = 0,
  parameter [LAYERS*32-1:0] SIGMOID_LOGS = 0,
  parameter [LAYERS*32-1:0] SIGMOID_CENTRES = 0,
  parameter [SIGMOID_SEGMENTS*LAYERS*32-1:0] SIGMOID_STARTS = 0,
  parameter [LAYERS*32-1:0] SIGMOID_BOUNDS = 0,
  parameter SIGMOID_XW = 12,
  parameter SIGMOID_SW = 8,
  parameter SIGMOID_CW = 12,
  parameter SIGMOID_YW = 32,
  parameter SIGMOID_EW = 12,
  parameter [LAYERS*32-1:0] SIGMOID_PRODUCT_UP = 0,
  parameter [LAYERS*32-1:0] SIGMOID_INTERCEPT_UP = 0,
  parameter [LAYERS*32-1:0] SIGMOID_LINE_DROPS = 0,
  parameter [LAYERS*32-1:0] SIGMOID_FIRSTS = 0
) (
  input  wire              clk,
  input  wire [LW-1:0]     layer,
  input  wire [2*V*IW-1:0] sums,
  input  wire [2*V*BW-1:0] biases,
  input  wire [V*HW-1:0]   h_old,
  output wire [V*FW-1:0]   z,          // with s
  output wire [V*OW-1:0]   s
);
  genvar v;
  generate
    for (v = 0; v < V; v = v + 1) begin : g_word
      wire [ZW-1:0] z_r;
      wire [ZW-1:0] z_z;
      wire [FW-1:0] r0;
      wire [FW-1:0] z0;
      wire [HW-1:0] old1;
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(0), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(SUM_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_r (.clk(clk), .layer(layer), .sum(sums[(0*V+v)*IW +: IW]), .bias(biases[(v*2+0)*BW +: BW]), .addend({GW{1'b0}}), .z(z_r));
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(0), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(SUM_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_z (.clk(clk), .layer(layer), .sum(sums[(1*V+v)*IW +: IW]), .bias(biases[(v*2+1)*BW +: BW]), .addend({GW{1'b0}}), .z(z_z));
      circ_act #(.KIND(SIGMOID_KIND), .IW(ZW), .OW(FW), .LAYERS(LAYERS), .LW(LW), .DEPTH(SIGMOID_DEPTH),
        .DW(SIGMOID_DW), .EW(SIGMOID_EW), .INIT(SIGMOID_INIT), .IN_BITS(GATE_BITS), .OUT_BITS(FUNCTION_BITS),
        .SHIFTS(SIGMOID_SHIFTS), .LOGS(SIGMOID_LOGS), .CENTRES(SIGMOID_CENTRES), .SEGMENTS(SIGMOID_SEGMENTS),
        .STARTS(SIGMOID_STARTS), .BOUNDS(SIGMOID_BOUNDS), .XW(SIGMOID_XW), .SW(SIGMOID_SW), .CW(SIGMOID_CW), .YW(SIGMOID_YW),
        .PRODUCT_UP(SIGMOID_PRODUCT_UP), .INTERCEPT_UP(SIGMOID_INTERCEPT_UP), .DROPS(SIGMOID_LINE_DROPS),
        .FIRSTS(SIGMOID_FIRSTS))
        u_r (.clk(clk), .layer(layer), .x(z_r), .y(r0));
      circ_act #(.KIND(SIGMOID_KIND), .IW(ZW), .OW(FW), .LAYERS(LAYERS), .LW(LW), .DEPTH(SIGMOID_DEPTH),
        .DW(SIGMOID_DW), .EW(SIGMOID_EW), .INIT(SIGMOID_INIT), .IN_BITS(GATE_BITS), .OUT_BITS(FUNCTION_BITS),
        .SHIFTS(SIGMOID_SHIFTS), .LOGS(SIGMOID_LOGS), .CENTRES(SIGMOID_CENTRES), .SEGMENTS(SIGMOID_SEGMENTS),
        .STARTS(SIGMOID_STARTS), .BOUNDS(SIGMOID_BOUNDS), .XW(SIGMOID_XW), .SW(SIGMOID_SW), .CW(SIGMOID_CW), .YW(SIGMOID_YW),
        .PRODUCT_UP(SIGMOID_PRODUCT_UP), .INTERCEPT_UP(SIGMOID_INTERCEPT_UP), .DROPS(SIGMOID_LINE_DROPS),
        .FIRSTS(SIGMOID_FIRSTS))
        u_z (.clk(clk), .layer(layer), .x(z_z), .y(z0));
      circ_delay #(.W(HW), .N(2+SIGMOID_CYCLES)) u_old (.clk(clk), .d(h_old[v*HW +: HW]), .q(old1));
      circ_delay #(.W(FW), .N(4)) u_z1 (.clk(clk), .d(z0), .q(z[v*FW +: FW]));
      circ_scale #(.AW(FW), .BW(HW), .OW(OW), .LAYERS(LAYERS), .LW(LW), .ROUND(ROUND), .SAT(SAT),
        .DROPS(RESET_DROPS), .OUT_BITS(RESET_BITS))
        u_s (.clk(clk), .layer(layer), .a(r0), .b(old1), .y(s[v*OW +: OW]));
    end
  endgenerate
endmodule
`default_nettype wire
