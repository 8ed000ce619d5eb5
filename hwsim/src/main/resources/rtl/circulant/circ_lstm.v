// The lanes of an LSTM (number contract, section 6), V words side by side. Sums, biases, peepholes
// and c(t-1) come in cycle 2 of a beat, gates in the order i, f, g, o; c is written when it is
// rounded, h comes a cycle before the schedule's depth.
`default_nettype none
module circ_lstm #(
  parameter V = 1,
  parameter IW = 12,            // words of the sums
  parameter BW = 12,            // biases
  parameter GW = 32,            // gate accumulators
  parameter ZW = 12,            // what activations read
  parameter FW = 12,            // what they give
  parameter CW = 16,            // cell state
  parameter HW = 12,            // o*tanh(c)
  parameter UW = 34,            // f*c + i*g
  parameter PW = 12,            // peepholes
  parameter PEEPHOLES = 0,
  parameter AW = 4,             // address of a beat's cells
  parameter SIGMOID_CYCLES = 2,
  parameter TANH_CYCLES = 2,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter SIGMOID_KIND = 0,
  parameter TANH_KIND = 0,
  parameter SIGMOID_SEGMENTS = 1,
  parameter TANH_SEGMENTS = 1,
  parameter CELL_SEGMENTS = 1,
  parameter [LAYERS*32-1:0] SUM_UP = 0,
  parameter [LAYERS*32-1:0] BIAS_UP = 0,
  parameter [LAYERS*32-1:0] ACC_BITS = 0,
  parameter [LAYERS*32-1:0] GATE_DROPS = 0,
  parameter [LAYERS*32-1:0] GATE_BITS = 0,
  parameter [LAYERS*32-1:0] PEEPHOLE_UP = 0,
  parameter [LAYERS*32-1:0] FUNCTION_BITS = 0,
  parameter [LAYERS*32-1:0] FORGET_UP = 0,
  parameter [LAYERS*32-1:0] INPUT_UP = 0,
  parameter [LAYERS*32-1:0] CELL_DROPS = 0,
  parameter [LAYERS*32-1:0] CELL_BITS = 0,
  parameter [LAYERS*32-1:0] HIDDEN_DROPS = 0,
  parameter [LAYERS*32-1:0] HIDDEN_BITS = 0,
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
  parameter [LAYERS*32-1:0] TANH_FIRSTS = 0,
  parameter CELL_DEPTH = 2048,
  parameter CELL_DW = 11,
  parameter CELL_INIT = "",
  parameter [LAYERS*32-1:0] CELL_SHIFTS = 0,
  parameter [LAYERS*32-1:0] CELL_LOGS = 0,
  parameter [LAYERS*32-1:0] CELL_CENTRES = 0,
  parameter [CELL_SEGMENTS*LAYERS*32-1:0] CELL_STARTS = 0,
  parameter [LAYERS*32-1:0] CELL_BOUNDS = 0,
  parameter CELL_XW = 12,
  parameter CELL_SW = 8,
  parameter CELL_CW = 12,
  parameter CELL_YW = 32,
  parameter CELL_EW = 12,
  parameter [LAYERS*32-1:0] CELL_PRODUCT_UP = 0,
  parameter [LAYERS*32-1:0] CELL_INTERCEPT_UP = 0,
  parameter [LAYERS*32-1:0] CELL_LINE_DROPS = 0,
  parameter [LAYERS*32-1:0] CELL_FIRSTS = 0
) (
  input  wire              clk,
  input  wire              rst,
  input  wire [LW-1:0]     layer,
  input  wire              step,
  input  wire [AW-1:0]     address,
  input  wire [4*V*IW-1:0] sums,       // by gate, then word
  input  wire [4*V*BW-1:0] biases,     // by word, then gate
  input  wire [3*V*PW-1:0] peepholes,  // by word, then i, f, o
  input  wire [V*CW-1:0]   c_old,
  output wire              c_we,
  output wire [AW-1:0]     c_address,
  output wire [V*CW-1:0]   c_new,
  output wire [V*HW-1:0]   h
);
  // cycles in which z, the gates, c, o and tanh(c) are there
  localparam Z = (PEEPHOLES != 0) ? 8 : 4;
  localparam SQUASH = (SIGMOID_CYCLES > TANH_CYCLES) ? SIGMOID_CYCLES : TANH_CYCLES;
  localparam GATES = Z + SQUASH;
  localparam C = GATES + 5;
  localparam LATE_O = (PEEPHOLES != 0 && 5 + SIGMOID_CYCLES > TANH_CYCLES) ? 5 + SIGMOID_CYCLES : TANH_CYCLES;
  localparam LATER = (PEEPHOLES != 0) ? 4 : 0;
  localparam LATER_O = (PEEPHOLES != 0) ? C + 1 : 0;
  localparam O = (PEEPHOLES != 0) ? C + 5 + SIGMOID_CYCLES : Z + SIGMOID_CYCLES;
  circ_flag #(.N(C)) u_c_we (.clk(clk), .rst(rst), .d(step), .q(c_we));
  circ_delay #(.W(AW), .N(C)) u_c_address (.clk(clk), .d(address), .q(c_address));
  genvar v;
  generate
    for (v = 0; v < V; v = v + 1) begin : g_word
      wire [GW-1:0] p_i;
      wire [GW-1:0] p_f;
      wire [GW-1:0] p_o;
      wire [ZW-1:0] z_i;
      wire [ZW-1:0] z_f;
      wire [ZW-1:0] z_g;
      wire [ZW-1:0] z_o;
      wire [FW-1:0] i0;
      wire [FW-1:0] f0;
      wire [FW-1:0] g0;
      wire [FW-1:0] o0;
      wire [FW-1:0] i1;
      wire [FW-1:0] f1;
      wire [FW-1:0] g1;
      wire [FW-1:0] o1;
      wire [FW-1:0] t0;
      wire [FW-1:0] t1;
      wire [CW-1:0] c;
      wire [CW-1:0] old = c_old[v*CW +: CW];
      wire [CW-1:0] old1;
      assign c_new[v*CW +: CW] = c;
      if (PEEPHOLES != 0) begin : g_peepholes
        wire [CW+PW-1:0] pi;
        wire [CW+PW-1:0] pf;
        wire [CW+PW-1:0] po;
        wire [PW-1:0] late;
        wire [3*PW-1:0] stored = peepholes[v*3*PW +: 3*PW];
        wire [CW+PW-1:0] pi1;
        wire [CW+PW-1:0] pf1;
        circ_mult #(.AW(CW), .BW(PW)) u_i (.clk(clk), .a(old), .b(stored[0 +: PW]), .p(pi));
        circ_mult #(.AW(CW), .BW(PW)) u_f (.clk(clk), .a(old), .b(stored[PW +: PW]), .p(pf));
        circ_delay #(.W(PW), .N(C-2)) u_late (.clk(clk), .d(stored[2*PW +: PW]), .q(late));
        circ_mult #(.AW(CW), .BW(PW)) u_o (.clk(clk), .a(c), .b(late), .p(po));
        circ_delay #(.W(2*(CW+PW)), .N(1)) u_one (.clk(clk), .d({pf, pi}), .q({pf1, pi1}));
        circ_align #(.IW(CW+PW), .OW(GW), .N(LAYERS), .SELW(LW), .SHIFTS(PEEPHOLE_UP))
          u_ai (.sel(layer), .a(pi1), .y(p_i));
        circ_align #(.IW(CW+PW), .OW(GW), .N(LAYERS), .SELW(LW), .SHIFTS(PEEPHOLE_UP))
          u_af (.sel(layer), .a(pf1), .y(p_f));
        circ_align #(.IW(CW+PW), .OW(GW), .N(LAYERS), .SELW(LW), .SHIFTS(PEEPHOLE_UP))
          u_ao (.sel(layer), .a(po), .y(p_o));
      end else begin : g_none
        assign p_i = {GW{1'b0}};
        assign p_f = {GW{1'b0}};
        assign p_o = {GW{1'b0}};
        if (v == 0) begin : g_unused
          wire unused = &{1'b0, peepholes};
        end
      end
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(LATER), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(SUM_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_i (.clk(clk), .layer(layer), .sum(sums[(0*V+v)*IW +: IW]), .bias(biases[(v*4+0)*BW +: BW]), .addend(p_i), .z(z_i));
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(LATER), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(SUM_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_f (.clk(clk), .layer(layer), .sum(sums[(1*V+v)*IW +: IW]), .bias(biases[(v*4+1)*BW +: BW]), .addend(p_f), .z(z_f));
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(LATER), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(SUM_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_g (.clk(clk), .layer(layer), .sum(sums[(2*V+v)*IW +: IW]), .bias(biases[(v*4+2)*BW +: BW]), .addend({GW{1'b0}}), .z(z_g));
      circ_gate #(.IW(IW), .BW(BW), .GW(GW), .ZW(ZW), .LATER(LATER_O), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .SUM_UP(SUM_UP), .BIAS_UP(BIAS_UP), .ACC_BITS(ACC_BITS),
        .DROPS(GATE_DROPS), .OUT_BITS(GATE_BITS))
        u_z_o (.clk(clk), .layer(layer), .sum(sums[(3*V+v)*IW +: IW]), .bias(biases[(v*4+3)*BW +: BW]), .addend(p_o), .z(z_o));
      circ_act #(.KIND(SIGMOID_KIND), .IW(ZW), .OW(FW), .LAYERS(LAYERS), .LW(LW), .DEPTH(SIGMOID_DEPTH),
        .DW(SIGMOID_DW), .EW(SIGMOID_EW), .INIT(SIGMOID_INIT), .IN_BITS(GATE_BITS), .OUT_BITS(FUNCTION_BITS),
        .SHIFTS(SIGMOID_SHIFTS), .LOGS(SIGMOID_LOGS), .CENTRES(SIGMOID_CENTRES), .SEGMENTS(SIGMOID_SEGMENTS),
        .STARTS(SIGMOID_STARTS), .BOUNDS(SIGMOID_BOUNDS), .XW(SIGMOID_XW), .SW(SIGMOID_SW), .CW(SIGMOID_CW), .YW(SIGMOID_YW),
        .PRODUCT_UP(SIGMOID_PRODUCT_UP), .INTERCEPT_UP(SIGMOID_INTERCEPT_UP), .DROPS(SIGMOID_LINE_DROPS),
        .FIRSTS(SIGMOID_FIRSTS))
        u_i (.clk(clk), .layer(layer), .x(z_i), .y(i0));
      circ_act #(.KIND(SIGMOID_KIND), .IW(ZW), .OW(FW), .LAYERS(LAYERS), .LW(LW), .DEPTH(SIGMOID_DEPTH),
        .DW(SIGMOID_DW), .EW(SIGMOID_EW), .INIT(SIGMOID_INIT), .IN_BITS(GATE_BITS), .OUT_BITS(FUNCTION_BITS),
        .SHIFTS(SIGMOID_SHIFTS), .LOGS(SIGMOID_LOGS), .CENTRES(SIGMOID_CENTRES), .SEGMENTS(SIGMOID_SEGMENTS),
        .STARTS(SIGMOID_STARTS), .BOUNDS(SIGMOID_BOUNDS), .XW(SIGMOID_XW), .SW(SIGMOID_SW), .CW(SIGMOID_CW), .YW(SIGMOID_YW),
        .PRODUCT_UP(SIGMOID_PRODUCT_UP), .INTERCEPT_UP(SIGMOID_INTERCEPT_UP), .DROPS(SIGMOID_LINE_DROPS),
        .FIRSTS(SIGMOID_FIRSTS))
        u_f (.clk(clk), .layer(layer), .x(z_f), .y(f0));
      circ_act #(.KIND(SIGMOID_KIND), .IW(ZW), .OW(FW), .LAYERS(LAYERS), .LW(LW), .DEPTH(SIGMOID_DEPTH),
        .DW(SIGMOID_DW), .EW(SIGMOID_EW), .INIT(SIGMOID_INIT), .IN_BITS(GATE_BITS), .OUT_BITS(FUNCTION_BITS),
        .SHIFTS(SIGMOID_SHIFTS), .LOGS(SIGMOID_LOGS), .CENTRES(SIGMOID_CENTRES), .SEGMENTS(SIGMOID_SEGMENTS),
        .STARTS(SIGMOID_STARTS), .BOUNDS(SIGMOID_BOUNDS), .XW(SIGMOID_XW), .SW(SIGMOID_SW), .CW(SIGMOID_CW), .YW(SIGMOID_YW),
        .PRODUCT_UP(SIGMOID_PRODUCT_UP), .INTERCEPT_UP(SIGMOID_INTERCEPT_UP), .DROPS(SIGMOID_LINE_DROPS),
        .FIRSTS(SIGMOID_FIRSTS))
        u_o (.clk(clk), .layer(layer), .x(z_o), .y(o0));
      circ_act #(.KIND(TANH_KIND), .IW(ZW), .OW(FW), .LAYERS(LAYERS), .LW(LW), .DEPTH(TANH_DEPTH),
        .DW(TANH_DW), .EW(TANH_EW), .INIT(TANH_INIT), .IN_BITS(GATE_BITS), .OUT_BITS(FUNCTION_BITS),
        .SHIFTS(TANH_SHIFTS), .LOGS(TANH_LOGS), .CENTRES(TANH_CENTRES), .SEGMENTS(TANH_SEGMENTS),
        .STARTS(TANH_STARTS), .BOUNDS(TANH_BOUNDS), .XW(TANH_XW), .SW(TANH_SW), .CW(TANH_CW), .YW(TANH_YW),
        .PRODUCT_UP(TANH_PRODUCT_UP), .INTERCEPT_UP(TANH_INTERCEPT_UP), .DROPS(TANH_LINE_DROPS),
        .FIRSTS(TANH_FIRSTS))
        u_g (.clk(clk), .layer(layer), .x(z_g), .y(g0));
      circ_delay #(.W(2*FW), .N(SQUASH-SIGMOID_CYCLES)) u_if (.clk(clk), .d({f0, i0}), .q({f1, i1}));
      circ_delay #(.W(FW), .N(SQUASH-TANH_CYCLES)) u_gg (.clk(clk), .d(g0), .q(g1));
      circ_delay #(.W(CW), .N(GATES-2)) u_old (.clk(clk), .d(old), .q(old1));
      circ_mix #(.AW(FW), .BW(CW), .CW(FW), .DW(FW), .SW(UW), .OW(CW), .LAYERS(LAYERS), .LW(LW),
        .ROUND(ROUND), .SAT(SAT), .AB_UP(FORGET_UP), .CD_UP(INPUT_UP), .DROPS(CELL_DROPS),
        .OUT_BITS(CELL_BITS))
        u_c (.clk(clk), .layer(layer), .a(f1), .b(old1), .c(i1), .d(g1), .y(c));
      circ_act #(.KIND(TANH_KIND), .IW(CW), .OW(FW), .LAYERS(LAYERS), .LW(LW), .DEPTH(CELL_DEPTH),
        .DW(CELL_DW), .EW(CELL_EW), .INIT(CELL_INIT), .IN_BITS(CELL_BITS), .OUT_BITS(FUNCTION_BITS),
        .SHIFTS(CELL_SHIFTS), .LOGS(CELL_LOGS), .CENTRES(CELL_CENTRES), .SEGMENTS(CELL_SEGMENTS),
        .STARTS(CELL_STARTS), .BOUNDS(CELL_BOUNDS), .XW(CELL_XW), .SW(CELL_SW), .CW(CELL_CW), .YW(CELL_YW),
        .PRODUCT_UP(CELL_PRODUCT_UP), .INTERCEPT_UP(CELL_INTERCEPT_UP), .DROPS(CELL_LINE_DROPS),
        .FIRSTS(CELL_FIRSTS))
        u_t (.clk(clk), .layer(layer), .x(c), .y(t0));
      circ_delay #(.W(FW), .N(LATE_O-TANH_CYCLES)) u_tt (.clk(clk), .d(t0), .q(t1));
      circ_delay #(.W(FW), .N(C+LATE_O-O)) u_oo (.clk(clk), .d(o0), .q(o1));
      circ_scale #(.AW(FW), .BW(FW), .OW(HW), .LAYERS(LAYERS), .LW(LW), .ROUND(ROUND), .SAT(SAT),
        .DROPS(HIDDEN_DROPS), .OUT_BITS(HIDDEN_BITS))
        u_h (.clk(clk), .layer(layer), .a(o1), .b(t1), .y(h[v*HW +: HW]));
    end
  endgenerate
endmodule
`default_nettype wire
