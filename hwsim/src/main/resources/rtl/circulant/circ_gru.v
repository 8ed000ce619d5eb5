// The lanes of a GRU whose reset gate acts after the product (number contract, section 7), V words
// side by side. Sums (r, z, n of x, n of h), biases (r, z, n, recurrent) and h(t-1) come in cycle 2.
`default_nettype none
module circ_gru #(
  parameter V = 1,
  parameter IW = 12,            // words of the sums
  parameter BW = 12,            // biases
  parameter GW = 32,            // gate accumulators
  parameter ZW = 12,            // what activations read
  parameter FW = 12,            // what they give
  parameter HW = 12,            // state
  parameter MW = 14,            // 1 - z
  parameter UW = 34,            // (1-z)*n + z*h
  parameter SIGMOID_CYCLES = 2,
  parameter TANH_CYCLES = 2,
  parameter RW = 32,            // recurrent accumulator
  parameter QW = 12,            // recurrent sums, rounded
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter SIGMOID_KIND = 0,
  parameter TANH_KIND = 0,
  parameter SIGMOID_SEGMENTS = 1,
  parameter TANH_SEGMENTS = 1,
  parameter [LAYERS*32-1:0] SUM_UP = 0,
  parameter [LAYERS*32-1:0] BIAS_UP = 0,
  parameter [LAYERS*32-1:0] ACC_BITS = 0,
  parameter [LAYERS*32-1:0] GATE_DROPS = 0,
  parameter [LAYERS*32-1:0] GATE_BITS = 0,
  parameter [LAYERS*32-1:0] CANDIDATE_UP = 0,
  parameter [LAYERS*32-1:0] RECURRENT_UP = 0,
  parameter [LAYERS*32-1:0] RECURRENT_BIAS_UP = 0,
  parameter [LAYERS*32-1:0] RECURRENT_ACC_BITS = 0,
  parameter [LAYERS*32-1:0] RECURRENT_DROPS = 0,
  parameter [LAYERS*32-1:0] RECURRENT_BITS = 0,
  parameter [LAYERS*32-1:0] RESET_UP = 0,
  parameter [LAYERS*32-1:0] FUNCTION_BITS = 0,
  parameter [LAYERS*32-1:0] ONE_AT = 0,
  parameter [LAYERS*32-1:0] INPUT_UP = 0,
  parameter [LAYERS*32-1:0] FORGET_UP = 0,
  parameter [LAYERS*32-1:0] CELL_DROPS = 0,
  parameter [LAYERS*32-1:0] CELL_BITS = 0,
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
  parameter [LAYERS*32-1:0] SIGMOID_FIRSTS = 0,
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
  input  wire              clk,
  input  wire [LW-1:0]     layer,
  input  wire [4*V*IW-1:0] sums,       // by slot, then word
  input  wire [4*V*BW-1:0] biases,     // by word, then slot
  input  wire [V*HW-1:0]   h_old,
  output wire [V*HW-1:0]   h
);
  localparam N = 4 + SIGMOID_CYCLES + 5 + TANH_CYCLES;     // cycle in which n is there
  genvar v;
  generate
    for (v = 0; v < V; v = v + 1) begin : g_word
      wire [ZW-1:0] z_r;
      wire [ZW-1:0] z_z;
      wire [ZW-1:0] z_n;
      wire [FW-1:0] r0;
      wire [FW-1:0] z0;
      wire [FW-1:0] z1;
      wire [FW-1:0] n1;
      wire [QW-1:0] q0;
      wire [QW-1:0] q1;
      wire [FW+QW-1:0] rq;
      wire [GW-1:0] addend;
      wire [HW-1:0] old1;
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(0), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(SUM_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_r (.clk(clk), .layer(layer), .sum(sums[(0*V+v)*IW +: IW]), .bias(biases[(v*4+0)*BW +: BW]), .addend({GW{1'b0}}), .z(z_r));
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(0), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(SUM_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_z (.clk(clk), .layer(layer), .sum(sums[(1*V+v)*IW +: IW]), .bias(biases[(v*4+1)*BW +: BW]), .addend({GW{1'b0}}), .z(z_z));
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(SIGMOID_CYCLES + 5), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(CANDIDATE_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_n (.clk(clk), .layer(layer), .sum(sums[(2*V+v)*IW +: IW]), .bias(biases[(v*4+2)*BW +: BW]), .addend(addend), .z(z_n));
      circ_gate #(.IW(IW), .BW(BW), .GW(RW), .ZW(QW), .LATER(0), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(RECURRENT_UP), .BIAS_UP(RECURRENT_BIAS_UP),
        .ACC_BITS(RECURRENT_ACC_BITS), .DROPS(RECURRENT_DROPS), .OUT_BITS(RECURRENT_BITS))
        u_q (.clk(clk), .layer(layer), .sum(sums[(3*V+v)*IW +: IW]), .bias(biases[(v*4+3)*BW +: BW]),
          .addend({RW{1'b0}}), .z(q0));
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
      circ_act #(.KIND(TANH_KIND), .IW(ZW), .OW(FW), .LAYERS(LAYERS), .LW(LW), .DEPTH(TANH_DEPTH),
        .DW(TANH_DW), .EW(TANH_EW), .INIT(TANH_INIT), .IN_BITS(GATE_BITS), .OUT_BITS(FUNCTION_BITS),
        .SHIFTS(TANH_SHIFTS), .LOGS(TANH_LOGS), .CENTRES(TANH_CENTRES), .SEGMENTS(TANH_SEGMENTS),
        .STARTS(TANH_STARTS), .BOUNDS(TANH_BOUNDS), .XW(TANH_XW), .SW(TANH_SW), .CW(TANH_CW), .YW(TANH_YW),
        .PRODUCT_UP(TANH_PRODUCT_UP), .INTERCEPT_UP(TANH_INTERCEPT_UP), .DROPS(TANH_LINE_DROPS),
        .FIRSTS(TANH_FIRSTS))
        u_n (.clk(clk), .layer(layer), .x(z_n), .y(n1));
      circ_delay #(.W(QW), .N(SIGMOID_CYCLES)) u_q1 (.clk(clk), .d(q0), .q(q1));
      circ_mult #(.AW(FW), .BW(QW)) u_rq (.clk(clk), .a(r0), .b(q1), .p(rq));
      circ_align #(.IW(FW+QW), .OW(GW), .N(LAYERS), .SELW(LW), .SHIFTS(RESET_UP))
        u_up (.sel(layer), .a(rq), .y(addend));
      circ_delay #(.W(FW), .N(N-4-SIGMOID_CYCLES)) u_z1 (.clk(clk), .d(z0), .q(z1));
      circ_delay #(.W(HW), .N(N-2)) u_old (.clk(clk), .d(h_old[v*HW +: HW]), .q(old1));
      circ_blend #(.FW(FW), .HW(HW), .MW(MW), .UW(UW), .LAYERS(LAYERS), .LW(LW), .ROUND(ROUND),
        .SAT(SAT), .ONE_AT(ONE_AT), .NEW_UP(INPUT_UP), .KEEP_UP(FORGET_UP), .DROPS(CELL_DROPS),
        .OUT_BITS(CELL_BITS))
        u_h (.clk(clk), .layer(layer), .z(z1), .n(n1), .old(old1), .h(h[v*HW +: HW]));
    end
  endgenerate
endmodule
`default_nettype wire
