// A network of LSTM layers with block-circulant matrices: gates, element-wise lanes and, with PROJECTS,
// the projection, as coarse stages with double buffers between them (schedule of machine e-rnn).
`default_nettype none
module circ_lstm_engine #(
  parameter CONTRACT = 2,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter STEPS = 1,
  parameter STEP_BITS = 16,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter TW = 12,
  parameter TF = 10,
  parameter V = 1,
  parameter PROJECTS = 0,
  parameter OUT_LANES = 1,
  parameter XB = 12,  // bits of x
  parameter HW = 12,  // bits of the state
  parameter X_LOG = 3,
  parameter X_PER_BEAT = 4,
  parameter X_NW = 8,
  parameter X_ROWS = 4,  // addresses of one vector
  parameter X_AW = 3,
  parameter X_LAST_BEAT = 0,
  parameter X_BW = 4,
  parameter X_STYLE = "distributed",
  parameter A_K = 8,
  parameter A_LANES = 1,
  parameter A_VW = 12,
  parameter A_XW = 12,
  parameter A_WW = 12,
  parameter A_AW = 32,
  parameter A_IW = 12,
  parameter A_HALVINGS = 0,  // of the forward transform
  parameter A_PRODUCTS = 15,
  parameter A_BACK = 10,
  parameter A_CW = 4,
  parameter A_GW = 4,
  parameter A_SW = 4,  // bits of out_addr
  parameter A_DEPTH = 16,
  parameter A_DW = 4,
  parameter A_INIT = "",
  parameter [(A_K/4+1)*32-1:0] A_COS = 0,
  parameter [(A_K/4+1)*32-1:0] A_SIN = 0,
  parameter [LAYERS*32-1:0] A_LAST_PASS = 0,
  parameter [LAYERS*128-1:0] A_LAST_GROUP = 0,
  parameter [LAYERS*128-1:0] A_PARTS = 0,  // bit 0: part 0 is there; bit 1: part 1
  parameter [LAYERS*64-1:0] A_LAST_COLUMN = 0,  // by layer and part
  parameter [LAYERS*64-1:0] A_LAST_WORDS = 0,  // words of the last block that exist, less one
  parameter [LAYERS*32-1:0] A_BASE = 0,
  parameter [LAYERS*64-1:0] A_IN_DROPS = 0,
  parameter [LAYERS*256-1:0] A_SHIFTS = 0,  // by layer, pass and part
  parameter [LAYERS*128-1:0] A_ACC_BITS = 0,
  parameter [LAYERS*128-1:0] A_ACC_DROPS = 0,
  parameter S_LOG = 3,
  parameter S_NW = 8,
  parameter S_DEPTH = 4,
  parameter S_AW = 2,
  parameter S_STYLE = "distributed",
  parameter [LAYERS*64-1:0] S_BASE = 0,
  parameter ROW_LANES = 1,
  parameter ROW_K = 8,
  parameter ROW_PW = 1,
  parameter ROW_AW = 4,
  parameter [LAYERS*32-1:0] LAST_OWN = 0,
  parameter [LAYERS*32-1:0] LAST_BELOW = 0,
  parameter BUFFER_DEPTH = 16,
  parameter BUFFER_AW = 4,
  parameter BUFFER_STYLE = "distributed",
  parameter AGAIN_STYLE = "distributed",
  parameter [LAYERS*32-1:0] BELOW_AT = 0,
  parameter G_PW = 1,  // bits of a lane's number
  parameter G_STYLE = "distributed",
  parameter [4*LAYERS*32-1:0] G_WORD0 = 0,
  parameter [4*LAYERS*32-1:0] G_LANE0 = 0,
  parameter [4*LAYERS*32-1:0] G_GROUP0 = 0,
  parameter E_DEPTH = 18,
  parameter E_BW = 4,  // bits of a beat's number
  parameter E_AW = 4,  // bits of an address among the beats of all layers
  parameter E_NW = 8,  // bits of a word's number
  parameter [LAYERS*32-1:0] E_LAST_BEAT = 0,
  parameter [LAYERS*32-1:0] E_LAST_KEEP = 0,  // which of the V words of the last beat exist
  parameter [LAYERS*32-1:0] E_BASE = 0,
  parameter L_BW = 12,  // biases
  parameter L_GW = 32,  // gate accumulators
  parameter L_ZW = 12,  // what activations read
  parameter L_FW = 12,  // what they give
  parameter L_CW = 16,  // cell state
  parameter L_HW = 12,  // o*tanh(c)
  parameter L_UW = 34,  // f*c + i*g
  parameter L_PW = 12,  // peepholes
  parameter L_PEEPHOLES = 0,
  parameter L_SIGMOID_CYCLES = 2,
  parameter L_TANH_CYCLES = 2,
  parameter L_SIGMOID_KIND = 0,
  parameter L_TANH_KIND = 0,
  parameter L_SIGMOID_SEGMENTS = 1,
  parameter L_TANH_SEGMENTS = 1,
  parameter L_CELL_SEGMENTS = 1,
  parameter [LAYERS*32-1:0] L_SUM_UP = 0,
  parameter [LAYERS*32-1:0] L_BIAS_UP = 0,
  parameter [LAYERS*32-1:0] L_ACC_BITS = 0,
  parameter [LAYERS*32-1:0] L_GATE_DROPS = 0,
  parameter [LAYERS*32-1:0] L_GATE_BITS = 0,
  parameter [LAYERS*32-1:0] L_PEEPHOLE_UP = 0,
  parameter [LAYERS*32-1:0] L_FUNCTION_BITS = 0,
  parameter [LAYERS*32-1:0] L_FORGET_UP = 0,
  parameter [LAYERS*32-1:0] L_INPUT_UP = 0,
  parameter [LAYERS*32-1:0] L_CELL_DROPS = 0,
  parameter [LAYERS*32-1:0] L_CELL_BITS = 0,
  parameter [LAYERS*32-1:0] L_HIDDEN_DROPS = 0,
  parameter [LAYERS*32-1:0] L_HIDDEN_BITS = 0,
  parameter L_SIGMOID_DEPTH = 2048,
  parameter L_SIGMOID_DW = 11,
  parameter L_SIGMOID_INIT = "",
  parameter [LAYERS*32-1:0] L_SIGMOID_SHIFTS = 0,
  parameter [LAYERS*32-1:0] L_SIGMOID_LOGS = 0,
  parameter [LAYERS*32-1:0] L_SIGMOID_CENTRES = 0,
  parameter [L_SIGMOID_SEGMENTS*LAYERS*32-1:0] L_SIGMOID_STARTS = 0,
  parameter [LAYERS*32-1:0] L_SIGMOID_BOUNDS = 0,
  parameter L_SIGMOID_XW = 12,
  parameter L_SIGMOID_SW = 8,
  parameter L_SIGMOID_CW = 12,
  parameter L_SIGMOID_YW = 32,
  parameter L_SIGMOID_EW = 12,
  parameter [LAYERS*32-1:0] L_SIGMOID_PRODUCT_UP = 0,
  parameter [LAYERS*32-1:0] L_SIGMOID_INTERCEPT_UP = 0,
  parameter [LAYERS*32-1:0] L_SIGMOID_LINE_DROPS = 0,
  parameter [LAYERS*32-1:0] L_SIGMOID_FIRSTS = 0,
  parameter L_TANH_DEPTH = 2048,
  parameter L_TANH_DW = 11,
  parameter L_TANH_INIT = "",
  parameter [LAYERS*32-1:0] L_TANH_SHIFTS = 0,
  parameter [LAYERS*32-1:0] L_TANH_LOGS = 0,
  parameter [LAYERS*32-1:0] L_TANH_CENTRES = 0,
  parameter [L_TANH_SEGMENTS*LAYERS*32-1:0] L_TANH_STARTS = 0,
  parameter [LAYERS*32-1:0] L_TANH_BOUNDS = 0,
  parameter L_TANH_XW = 12,
  parameter L_TANH_SW = 8,
  parameter L_TANH_CW = 12,
  parameter L_TANH_YW = 32,
  parameter L_TANH_EW = 12,
  parameter [LAYERS*32-1:0] L_TANH_PRODUCT_UP = 0,
  parameter [LAYERS*32-1:0] L_TANH_INTERCEPT_UP = 0,
  parameter [LAYERS*32-1:0] L_TANH_LINE_DROPS = 0,
  parameter [LAYERS*32-1:0] L_TANH_FIRSTS = 0,
  parameter L_CELL_DEPTH = 2048,
  parameter L_CELL_DW = 11,
  parameter L_CELL_INIT = "",
  parameter [LAYERS*32-1:0] L_CELL_SHIFTS = 0,
  parameter [LAYERS*32-1:0] L_CELL_LOGS = 0,
  parameter [LAYERS*32-1:0] L_CELL_CENTRES = 0,
  parameter [L_CELL_SEGMENTS*LAYERS*32-1:0] L_CELL_STARTS = 0,
  parameter [LAYERS*32-1:0] L_CELL_BOUNDS = 0,
  parameter L_CELL_XW = 12,
  parameter L_CELL_SW = 8,
  parameter L_CELL_CW = 12,
  parameter L_CELL_YW = 32,
  parameter L_CELL_EW = 12,
  parameter [LAYERS*32-1:0] L_CELL_PRODUCT_UP = 0,
  parameter [LAYERS*32-1:0] L_CELL_INTERCEPT_UP = 0,
  parameter [LAYERS*32-1:0] L_CELL_LINE_DROPS = 0,
  parameter [LAYERS*32-1:0] L_CELL_FIRSTS = 0,
  parameter ROWS = 16,          // beats of all layers
  parameter BIAS_INIT = "",
  parameter PEEPHOLE_INIT = "",
  parameter C_STYLE = "distributed",
  // with a projection: o*tanh(c) of two frames, and the unit
  parameter P_LOG = 3,
  parameter P_DEPTH = 4,        // of one frame
  parameter P_AW = 3,
  parameter P_STYLE = "distributed",
  parameter [LAYERS*32-1:0] LAST_ROW_WORDS = 0,   // output words of the last group, less one
  parameter [LAYERS*32-1:0] LAST_ROW = 0,
  parameter B_K = 8,
  parameter B_LANES = 1,
  parameter B_XW = 12,
  parameter B_WW = 12,
  parameter B_AW = 32,
  parameter B_IW = 12,
  parameter B_HALVINGS = 0,  // of the forward transform
  parameter B_PRODUCTS = 15,
  parameter B_BACK = 10,
  parameter B_CW = 4,
  parameter B_GW = 4,
  parameter B_SW = 4,  // bits of out_addr
  parameter B_DEPTH = 16,
  parameter B_DW = 4,
  parameter B_INIT = "",
  parameter [(B_K/4+1)*32-1:0] B_COS = 0,
  parameter [(B_K/4+1)*32-1:0] B_SIN = 0,
  parameter [LAYERS*32-1:0] B_LAST_PASS = 0,
  parameter [LAYERS*128-1:0] B_LAST_GROUP = 0,
  parameter [LAYERS*128-1:0] B_PARTS = 0,  // bit 0: part 0 is there; bit 1: part 1
  parameter [LAYERS*64-1:0] B_LAST_COLUMN = 0,  // by layer and part
  parameter [LAYERS*64-1:0] B_LAST_WORDS = 0,  // words of the last block that exist, less one
  parameter [LAYERS*32-1:0] B_BASE = 0,
  parameter [LAYERS*64-1:0] B_IN_DROPS = 0,
  parameter [LAYERS*256-1:0] B_SHIFTS = 0,  // by layer, pass and part
  parameter [LAYERS*128-1:0] B_ACC_BITS = 0,
  parameter [LAYERS*128-1:0] B_ACC_DROPS = 0,
  parameter [LAYERS*32-1:0] B_OUT_IN_BITS = 0,
  parameter [LAYERS*32-1:0] B_OUT_DROPS = 0,
  parameter [LAYERS*32-1:0] B_OUT_BITS = 0
) (
  input  wire                     clk,
  input  wire                     rst,
  input  wire                     in_valid,
  output wire                     in_ready,
  input  wire [X_PER_BEAT*XB-1:0] in_data,
  output reg  [OUT_LANES-1:0]     out_valid,
  output reg  [OUT_LANES*HW-1:0]  out_data
);
  localparam STAGES = (PROJECTS != 0) ? 3 : 2;
  localparam integer LAST_LAYER = LAYERS - 1;
  generate
    if (CONTRACT != 4) begin : g_contract
      these_cores_follow_number_contract_4 refuse ();
    end
  endgenerate
  wire [STAGES-1:0] start;
  wire [STAGES*LW-1:0] layer;
  wire [STAGES-1:0] first;
  wire [STAGES-1:0] odd;
  wire [STAGES*2-1:0] tag;
  wire a_valid;
  wire [A_SW-1:0] a_addr;
  wire [A_LANES*A_K*A_IW-1:0] a_data;
  wire e_step;
  wire [E_BW-1:0] e_beat;
  wire [E_AW-1:0] e_address;
  wire e_we;
  wire [V-1:0] e_keep;
  wire [E_NW-1:0] e_word;
  wire e_ended;
  wire e_busy;
  wire [STAGES-2:0] busy;
  wire ended;
  wire s_we;
  wire [V*HW-1:0] s_data;
  wire [ROW_AW-1:0] row_number;
  wire [ROW_LANES*ROW_K*HW-1:0] row_data;
  wire [A_K*A_VW-1:0] again_q;
  wire unused_again = &{1'b0, again_q, tag, odd, start, layer, first};
  circ_front #(.LAYERS(LAYERS), .LW(LW), .STAGES(STAGES), .STEPS(STEPS), .STEP_BITS(STEP_BITS),
    .ROUND(ROUND), .SAT(SAT), .TW(TW), .TF(TF), .PROJECTS(PROJECTS), .AGAIN(0), .XB(XB), .HW(HW),
    .V(V), .X_LOG(X_LOG), .X_PER_BEAT(X_PER_BEAT), .X_NW(X_NW), .X_ROWS(X_ROWS), .X_AW(X_AW),
    .X_LAST_BEAT(X_LAST_BEAT), .X_BW(X_BW), .X_STYLE(X_STYLE), .A_K(A_K), .A_LANES(A_LANES),
    .A_VW(A_VW), .A_XW(A_XW), .A_WW(A_WW), .A_AW(A_AW), .A_IW(A_IW), .A_HALVINGS(A_HALVINGS),
    .A_PRODUCTS(A_PRODUCTS), .A_BACK(A_BACK), .A_CW(A_CW), .A_GW(A_GW), .A_SW(A_SW),
    .A_DEPTH(A_DEPTH), .A_DW(A_DW), .A_INIT(A_INIT), .A_COS(A_COS), .A_SIN(A_SIN),
    .A_LAST_PASS(A_LAST_PASS), .A_LAST_GROUP(A_LAST_GROUP), .A_PARTS(A_PARTS),
    .A_LAST_COLUMN(A_LAST_COLUMN), .A_LAST_WORDS(A_LAST_WORDS), .A_BASE(A_BASE),
    .A_IN_DROPS(A_IN_DROPS), .A_SHIFTS(A_SHIFTS), .A_ACC_BITS(A_ACC_BITS),
    .A_ACC_DROPS(A_ACC_DROPS), .S_LOG(S_LOG), .S_NW(S_NW), .S_DEPTH(S_DEPTH), .S_AW(S_AW),
    .S_STYLE(S_STYLE), .S_BASE(S_BASE), .ROW_LANES(ROW_LANES), .ROW_K(ROW_K), .ROW_PW(ROW_PW),
    .ROW_AW(ROW_AW), .LAST_OWN(LAST_OWN), .LAST_BELOW(LAST_BELOW), .BUFFER_DEPTH(BUFFER_DEPTH),
    .BUFFER_AW(BUFFER_AW), .BUFFER_STYLE(BUFFER_STYLE), .AGAIN_STYLE(AGAIN_STYLE),
    .BELOW_AT(BELOW_AT))
    u_front (.clk(clk), .rst(rst), .in_valid(in_valid), .in_ready(in_ready), .in_data(in_data),
      .busy(busy), .ended(ended), .start(start), .layer(layer), .first(first), .odd(odd),
      .tag(tag), .s_we(s_we), .s_word(e_word), .s_keep(e_keep), .s_data(s_data),
      .row_number(row_number), .row_data(row_data), .again_block({A_CW{1'b0}}),
      .again_q(again_q), .a_valid(a_valid), .a_addr(a_addr), .a_data(a_data));

  // ---- element-wise stage
  wire [4*V*A_IW-1:0] sums;
  wire [4*V*L_BW-1:0] biases;
  wire [3*V*L_PW-1:0] peepholes;
  wire [V*L_CW-1:0] c_new;
  wire [V*L_CW-1:0] c_read;
  reg [V*L_CW-1:0] c_old;
  wire c_we;
  wire [E_AW-1:0] c_address;
  wire [V*L_HW-1:0] h;
  wire unused_beat = &{1'b0, e_beat};
  circ_beats #(.V(V), .DEPTH(E_DEPTH), .LAYERS(LAYERS), .LW(LW), .BW(E_BW), .AW(E_AW), .NW(E_NW),
    .LAST_BEAT(E_LAST_BEAT), .LAST_KEEP(E_LAST_KEEP), .BASE(E_BASE))
    u_beats (.clk(clk), .rst(rst), .start(start[1]), .layer(layer[1*LW +: LW]), .step(e_step),
      .beat(e_beat), .address(e_address), .we(e_we), .keep(e_keep), .word(e_word),
      .ended(e_ended), .busy(e_busy));
  circ_sums #(.K(A_K), .LANES(A_LANES), .W(A_IW), .V(V), .SLOTS(4), .SW(A_SW), .LAYERS(LAYERS),
    .LW(LW), .PW(G_PW), .STYLE(G_STYLE), .WORD0(G_WORD0), .LANE0(G_LANE0), .GROUP0(G_GROUP0))
    u_sums (.clk(clk), .we(a_valid), .wbank(tag[0]), .wa(a_addr), .wd(a_data), .start(start[1]),
      .step(e_step), .rbank(tag[2]), .layer(layer[LW +: LW]), .q(sums));
  circ_rom #(.W(V*4*L_BW), .DEPTH(ROWS), .AW(E_AW), .INIT(BIAS_INIT))
    u_biases (.clk(clk), .ra(e_address), .rd(biases));
  generate
    if (L_PEEPHOLES != 0) begin : g_peepholes
      circ_rom #(.W(V*3*L_PW), .DEPTH(ROWS), .AW(E_AW), .INIT(PEEPHOLE_INIT))
        u_peepholes (.clk(clk), .ra(e_address), .rd(peepholes));
    end else begin : g_none
      assign peepholes = {3*V*L_PW{1'b0}};
    end
  endgenerate
  circ_ram #(.W(V*L_CW), .DEPTH(ROWS), .AW(E_AW), .STYLE(C_STYLE))
    u_cells (.clk(clk), .we(c_we), .wa(c_address), .wd(c_new), .ra(e_address), .rd(c_read));
  always @(posedge clk) c_old <= first[1] ? {V*L_CW{1'b0}} : c_read;
  circ_lstm #(.V(V), .IW(A_IW), .BW(L_BW), .GW(L_GW), .ZW(L_ZW), .FW(L_FW), .CW(L_CW), .HW(L_HW),
    .UW(L_UW), .PW(L_PW), .PEEPHOLES(L_PEEPHOLES), .AW(E_AW), .SIGMOID_CYCLES(L_SIGMOID_CYCLES),
    .TANH_CYCLES(L_TANH_CYCLES), .LAYERS(LAYERS), .LW(LW), .ROUND(ROUND), .SAT(SAT),
    .SIGMOID_KIND(L_SIGMOID_KIND), .TANH_KIND(L_TANH_KIND),
    .SIGMOID_SEGMENTS(L_SIGMOID_SEGMENTS), .TANH_SEGMENTS(L_TANH_SEGMENTS),
    .CELL_SEGMENTS(L_CELL_SEGMENTS), .SUM_UP(L_SUM_UP), .BIAS_UP(L_BIAS_UP),
    .ACC_BITS(L_ACC_BITS), .GATE_DROPS(L_GATE_DROPS), .GATE_BITS(L_GATE_BITS),
    .PEEPHOLE_UP(L_PEEPHOLE_UP), .FUNCTION_BITS(L_FUNCTION_BITS), .FORGET_UP(L_FORGET_UP),
    .INPUT_UP(L_INPUT_UP), .CELL_DROPS(L_CELL_DROPS), .CELL_BITS(L_CELL_BITS),
    .HIDDEN_DROPS(L_HIDDEN_DROPS), .HIDDEN_BITS(L_HIDDEN_BITS), .SIGMOID_DEPTH(L_SIGMOID_DEPTH),
    .SIGMOID_DW(L_SIGMOID_DW), .SIGMOID_INIT(L_SIGMOID_INIT), .SIGMOID_SHIFTS(L_SIGMOID_SHIFTS),
    .SIGMOID_LOGS(L_SIGMOID_LOGS), .SIGMOID_CENTRES(L_SIGMOID_CENTRES),
    .SIGMOID_STARTS(L_SIGMOID_STARTS), .SIGMOID_BOUNDS(L_SIGMOID_BOUNDS),
    .SIGMOID_XW(L_SIGMOID_XW), .SIGMOID_SW(L_SIGMOID_SW), .SIGMOID_CW(L_SIGMOID_CW),
    .SIGMOID_YW(L_SIGMOID_YW), .SIGMOID_EW(L_SIGMOID_EW),
    .SIGMOID_PRODUCT_UP(L_SIGMOID_PRODUCT_UP), .SIGMOID_INTERCEPT_UP(L_SIGMOID_INTERCEPT_UP),
    .SIGMOID_LINE_DROPS(L_SIGMOID_LINE_DROPS), .SIGMOID_FIRSTS(L_SIGMOID_FIRSTS),
    .TANH_DEPTH(L_TANH_DEPTH), .TANH_DW(L_TANH_DW), .TANH_INIT(L_TANH_INIT),
    .TANH_SHIFTS(L_TANH_SHIFTS), .TANH_LOGS(L_TANH_LOGS), .TANH_CENTRES(L_TANH_CENTRES),
    .TANH_STARTS(L_TANH_STARTS), .TANH_BOUNDS(L_TANH_BOUNDS), .TANH_XW(L_TANH_XW),
    .TANH_SW(L_TANH_SW), .TANH_CW(L_TANH_CW), .TANH_YW(L_TANH_YW), .TANH_EW(L_TANH_EW),
    .TANH_PRODUCT_UP(L_TANH_PRODUCT_UP), .TANH_INTERCEPT_UP(L_TANH_INTERCEPT_UP),
    .TANH_LINE_DROPS(L_TANH_LINE_DROPS), .TANH_FIRSTS(L_TANH_FIRSTS), .CELL_DEPTH(L_CELL_DEPTH),
    .CELL_DW(L_CELL_DW), .CELL_INIT(L_CELL_INIT), .CELL_SHIFTS(L_CELL_SHIFTS),
    .CELL_LOGS(L_CELL_LOGS), .CELL_CENTRES(L_CELL_CENTRES), .CELL_STARTS(L_CELL_STARTS),
    .CELL_BOUNDS(L_CELL_BOUNDS), .CELL_XW(L_CELL_XW), .CELL_SW(L_CELL_SW), .CELL_CW(L_CELL_CW),
    .CELL_YW(L_CELL_YW), .CELL_EW(L_CELL_EW), .CELL_PRODUCT_UP(L_CELL_PRODUCT_UP),
    .CELL_INTERCEPT_UP(L_CELL_INTERCEPT_UP), .CELL_LINE_DROPS(L_CELL_LINE_DROPS),
    .CELL_FIRSTS(L_CELL_FIRSTS))
    u_lanes (.clk(clk), .rst(rst), .layer(layer[LW +: LW]), .step(e_step), .address(e_address),
      .sums(sums), .biases(biases), .peepholes(peepholes), .c_old(c_old), .c_we(c_we),
      .c_address(c_address), .c_new(c_new), .h(h));

  wire at_top = (layer[(STAGES-1)*LW +: LW] == LAST_LAYER[LW-1:0]);
  wire [OUT_LANES-1:0] valid;
  wire [OUT_LANES*HW-1:0] data;
  always @(posedge clk) begin
    out_valid <= rst ? {OUT_LANES{1'b0}} : valid;
    out_data <= data;
  end
  generate
    if (PROJECTS == 0) begin : g_states
      assign busy = e_busy;
      assign ended = e_ended;
      assign s_we = e_we;
      assign s_data = h;
      assign row_number = {ROW_AW{1'b0}};
      assign row_data = {ROW_LANES*ROW_K*HW{1'b0}};
      assign valid = (e_we & at_top) ? e_keep : {V{1'b0}};
      assign data = h;
    end else begin : g_projection
      // ---- projection stage
      wire b_part;
      wire [B_CW-1:0] b_col;
      wire [B_K*L_HW-1:0] hidden_q;
      wire [B_SW-1:0] b_addr;
      wire b_busy;
      wire unused_ended = &{1'b0, e_ended, b_part};
      localparam integer SECOND = P_DEPTH;
      circ_words #(.LOG(P_LOG), .K(B_K), .V(V), .W(L_HW), .NW(E_NW), .DEPTH(2*P_DEPTH),
        .AW(P_AW), .CW(B_CW), .STYLE(P_STYLE))
        u_hidden (.clk(clk), .we(e_we), .wbase(tag[2] ? SECOND[P_AW-1:0] : {P_AW{1'b0}}),
          .word(e_word), .keep(e_keep), .wd(h), .rbase(tag[4] ? SECOND[P_AW-1:0] : {P_AW{1'b0}}),
          .block(b_col), .rd(hidden_q));
      circ_mvm #(.K(B_K), .LANES(B_LANES), .LAYERS(LAYERS), .LW(LW), .VW(L_HW), .XW(B_XW),
        .WW(B_WW), .AW(B_AW), .IW(B_IW), .OW(HW), .TW(TW), .TF(TF), .HALVINGS(B_HALVINGS),
        .ROUND(ROUND), .SAT(SAT), .PRODUCTS(B_PRODUCTS), .BACK(B_BACK), .CW(B_CW), .GW(B_GW),
        .SW(B_SW), .DEPTH(B_DEPTH), .DW(B_DW), .INIT(B_INIT), .COS(B_COS), .SIN(B_SIN),
        .LAST_PASS(B_LAST_PASS), .LAST_GROUP(B_LAST_GROUP), .PARTS(B_PARTS),
        .LAST_COLUMN(B_LAST_COLUMN), .LAST_WORDS(B_LAST_WORDS), .BASE(B_BASE),
        .IN_DROPS(B_IN_DROPS), .SHIFTS(B_SHIFTS), .ACC_BITS(B_ACC_BITS), .ACC_DROPS(B_ACC_DROPS),
        .OUT_IN_BITS(B_OUT_IN_BITS), .OUT_DROPS(B_OUT_DROPS), .OUT_BITS(B_OUT_BITS))
        u_projection (.clk(clk), .rst(rst), .start(start[2]), .layer(layer[2*LW +: LW]),
          .v_part(b_part), .v_col(b_col), .v_q(hidden_q), .out_valid(s_we), .out_addr(b_addr),
          .out_data(row_data), .ended(ended), .busy(b_busy));
      assign busy = {b_busy, e_busy};
      assign s_data = {V*HW{1'b0}};
      circ_fit #(.IW(B_SW), .OW(ROW_AW)) u_row (.a(b_addr), .y(row_number));
      wire [31:0] last_words;
      wire [B_SW-1:0] last_row;
      circ_const #(.N(LAYERS), .W(32), .SELW(LW), .TABLE(LAST_ROW_WORDS))
        u_words (.sel(layer[2*LW +: LW]), .y(last_words));
      circ_const #(.N(LAYERS), .W(B_SW), .SELW(LW), .TABLE(LAST_ROW))
        u_last (.sel(layer[2*LW +: LW]), .y(last_row));
      genvar i;
      for (i = 0; i < OUT_LANES; i = i + 1) begin : g_out
        localparam [31:0] I = i;
        if (i == 0) begin : g_always
          assign valid[0] = s_we & at_top;
        end else begin : g_within
          assign valid[i] = s_we & at_top & (b_addr != last_row | I <= last_words);
        end
      end
      assign data = row_data;
    end
  endgenerate
endmodule
`default_nettype wire
