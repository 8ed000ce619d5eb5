// A network of GRU layers whose reset gate acts before the product, with block-circulant matrices: r
// and z, element-wise (r*h), candidate, element-wise (new state) (schedule of machine e-rnn).
`default_nettype none
module circ_reset_engine #(
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
  parameter [2*LAYERS*32-1:0] G_WORD0 = 0,
  parameter [2*LAYERS*32-1:0] G_LANE0 = 0,
  parameter [2*LAYERS*32-1:0] G_GROUP0 = 0,
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
  parameter L_OW = 12,  // s
  parameter L_SIGMOID_CYCLES = 2,
  parameter L_SIGMOID_KIND = 0,
  parameter L_SIGMOID_SEGMENTS = 1,
  parameter [LAYERS*32-1:0] L_SUM_UP = 0,
  parameter [LAYERS*32-1:0] L_BIAS_UP = 0,
  parameter [LAYERS*32-1:0] L_ACC_BITS = 0,
  parameter [LAYERS*32-1:0] L_GATE_DROPS = 0,
  parameter [LAYERS*32-1:0] L_GATE_BITS = 0,
  parameter [LAYERS*32-1:0] L_FUNCTION_BITS = 0,
  parameter [LAYERS*32-1:0] L_RESET_DROPS = 0,
  parameter [LAYERS*32-1:0] L_RESET_BITS = 0,
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
  parameter ROWS = 16,
  parameter BIAS_INIT = "",
  parameter CANDIDATE_BIAS_INIT = "",
  parameter H_STYLE = "distributed",
  parameter Z_STYLE = "distributed",
  // r*h of two frames, and the unit of the candidate
  parameter P_LOG = 3,
  parameter P_DEPTH = 4,
  parameter P_AW = 3,
  parameter P_STYLE = "distributed",
  parameter B_LANES = 1,
  parameter B_XW = 12,
  parameter B_WW = 12,
  parameter B_AW = 32,
  parameter B_IW = 12,
  parameter B_HALVINGS = 0,  // of the forward transform
  parameter B_PRODUCTS = 15,
  parameter B_BACK = 10,
  parameter B_GW = 4,
  parameter B_SW = 4,  // bits of out_addr
  parameter B_DEPTH = 16,
  parameter B_DW = 4,
  parameter B_INIT = "",
  parameter [(A_K/4+1)*32-1:0] B_COS = 0,
  parameter [(A_K/4+1)*32-1:0] B_SIN = 0,
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
  parameter N_PW = 1,  // bits of a lane's number
  parameter N_STYLE = "distributed",
  parameter [1*LAYERS*32-1:0] N_WORD0 = 0,
  parameter [1*LAYERS*32-1:0] N_LANE0 = 0,
  parameter [1*LAYERS*32-1:0] N_GROUP0 = 0,
  parameter N_DEPTH = 18,       // of the second element-wise stage
  parameter U_MW = 14,  // 1 - z
  parameter U_UW = 34,  // (1-z)*n + z*h
  parameter U_TANH_CYCLES = 2,
  parameter U_TANH_KIND = 0,
  parameter U_TANH_SEGMENTS = 1,
  parameter [LAYERS*32-1:0] U_SUM_UP = 0,
  parameter [LAYERS*32-1:0] U_ONE_AT = 0,
  parameter [LAYERS*32-1:0] U_INPUT_UP = 0,
  parameter [LAYERS*32-1:0] U_FORGET_UP = 0,
  parameter [LAYERS*32-1:0] U_CELL_DROPS = 0,
  parameter [LAYERS*32-1:0] U_CELL_BITS = 0,
  parameter U_TANH_DEPTH = 2048,
  parameter U_TANH_DW = 11,
  parameter U_TANH_INIT = "",
  parameter [LAYERS*32-1:0] U_TANH_SHIFTS = 0,
  parameter [LAYERS*32-1:0] U_TANH_LOGS = 0,
  parameter [LAYERS*32-1:0] U_TANH_CENTRES = 0,
  parameter [U_TANH_SEGMENTS*LAYERS*32-1:0] U_TANH_STARTS = 0,
  parameter [LAYERS*32-1:0] U_TANH_BOUNDS = 0,
  parameter U_TANH_XW = 12,
  parameter U_TANH_SW = 8,
  parameter U_TANH_CW = 12,
  parameter U_TANH_YW = 32,
  parameter U_TANH_EW = 12,
  parameter [LAYERS*32-1:0] U_TANH_PRODUCT_UP = 0,
  parameter [LAYERS*32-1:0] U_TANH_INTERCEPT_UP = 0,
  parameter [LAYERS*32-1:0] U_TANH_LINE_DROPS = 0,
  parameter [LAYERS*32-1:0] U_TANH_FIRSTS = 0
) (
  input  wire                     clk,
  input  wire                     rst,
  input  wire                     in_valid,
  output wire                     in_ready,
  input  wire [X_PER_BEAT*XB-1:0] in_data,
  output reg  [V-1:0]             out_valid,
  output reg  [V*HW-1:0]          out_data
);
  localparam integer LAST_LAYER = LAYERS - 1;
  generate
    if (CONTRACT != 4) begin : g_contract
      these_cores_follow_number_contract_4 refuse ();
    end
  endgenerate
  wire [4-1:0] start;
  wire [4*LW-1:0] layer;
  wire [4-1:0] first;
  wire [4-1:0] odd;
  wire [4*2-1:0] tag;
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
  wire n_step;
  wire [E_BW-1:0] n_beat;
  wire [E_AW-1:0] n_address;
  wire n_we;
  wire [V-1:0] n_keep;
  wire [E_NW-1:0] n_word;
  wire n_ended;
  wire n_busy;
  wire b_busy;
  wire [V*HW-1:0] h;
  wire b_part;
  wire [A_CW-1:0] b_col;
  wire [A_K*A_VW-1:0] x_again;
  wire unused_front = &{1'b0, odd, tag, start, layer, first, e_ended};
  circ_front #(.LAYERS(LAYERS), .LW(LW), .STAGES(4), .STEPS(STEPS), .STEP_BITS(STEP_BITS),
    .ROUND(ROUND), .SAT(SAT), .TW(TW), .TF(TF), .PROJECTS(0), .AGAIN(1), .XB(XB), .HW(HW), .V(V),
    .X_LOG(X_LOG), .X_PER_BEAT(X_PER_BEAT), .X_NW(X_NW), .X_ROWS(X_ROWS), .X_AW(X_AW),
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
      .busy({n_busy, b_busy, e_busy}), .ended(n_ended), .start(start), .layer(layer),
      .first(first), .odd(odd), .tag(tag), .s_we(n_we), .s_word(n_word), .s_keep(n_keep),
      .s_data(h), .row_number({ROW_AW{1'b0}}), .row_data({ROW_LANES*ROW_K*HW{1'b0}}),
      .again_block(b_col), .again_q(x_again), .a_valid(a_valid), .a_addr(a_addr), .a_data(a_data));

  // ---- r, z and s = r*h(t-1)
  wire [2*V*A_IW-1:0] sums;
  wire [2*V*L_BW-1:0] biases;
  wire [V*HW-1:0] h_read;
  reg [V*HW-1:0] h_old;
  wire [E_AW-1:0] h_address;
  wire [V*L_FW-1:0] z;
  wire [V*L_OW-1:0] s;
  wire [E_BW-1:0] z_beat;
  circ_beats #(.V(V), .DEPTH(E_DEPTH), .LAYERS(LAYERS), .LW(LW), .BW(E_BW), .AW(E_AW), .NW(E_NW),
    .LAST_BEAT(E_LAST_BEAT), .LAST_KEEP(E_LAST_KEEP), .BASE(E_BASE))
    u_beats (.clk(clk), .rst(rst), .start(start[1]), .layer(layer[1*LW +: LW]), .step(e_step),
      .beat(e_beat), .address(e_address), .we(e_we), .keep(e_keep), .word(e_word),
      .ended(e_ended), .busy(e_busy));
  circ_sums #(.K(A_K), .LANES(A_LANES), .W(A_IW), .V(V), .SLOTS(2), .SW(A_SW), .LAYERS(LAYERS),
    .LW(LW), .PW(G_PW), .STYLE(G_STYLE), .WORD0(G_WORD0), .LANE0(G_LANE0), .GROUP0(G_GROUP0))
    u_sums (.clk(clk), .we(a_valid), .wbank(tag[0]), .wa(a_addr), .wd(a_data), .start(start[1]),
      .step(e_step), .rbank(tag[2]), .layer(layer[LW +: LW]), .q(sums));
  circ_rom #(.W(V*2*L_BW), .DEPTH(ROWS), .AW(E_AW), .INIT(BIAS_INIT))
    u_biases (.clk(clk), .ra(e_address), .rd(biases));
  circ_ram #(.W(V*HW), .DEPTH(ROWS), .AW(E_AW), .STYLE(H_STYLE))
    u_states (.clk(clk), .we(n_we), .wa(h_address), .wd(h), .ra(e_address), .rd(h_read));
  always @(posedge clk) h_old <= first[1] ? {V*HW{1'b0}} : h_read;
  circ_reset #(.V(V), .IW(A_IW), .BW(L_BW), .GW(L_GW), .ZW(L_ZW), .FW(L_FW), .HW(HW), .OW(L_OW),
    .SIGMOID_CYCLES(L_SIGMOID_CYCLES), .LAYERS(LAYERS), .LW(LW), .ROUND(ROUND), .SAT(SAT),
    .SIGMOID_KIND(L_SIGMOID_KIND), .SIGMOID_SEGMENTS(L_SIGMOID_SEGMENTS), .SUM_UP(L_SUM_UP),
    .BIAS_UP(L_BIAS_UP), .ACC_BITS(L_ACC_BITS), .GATE_DROPS(L_GATE_DROPS),
    .GATE_BITS(L_GATE_BITS), .FUNCTION_BITS(L_FUNCTION_BITS), .RESET_DROPS(L_RESET_DROPS),
    .RESET_BITS(L_RESET_BITS), .SIGMOID_DEPTH(L_SIGMOID_DEPTH), .SIGMOID_DW(L_SIGMOID_DW),
    .SIGMOID_INIT(L_SIGMOID_INIT), .SIGMOID_SHIFTS(L_SIGMOID_SHIFTS),
    .SIGMOID_LOGS(L_SIGMOID_LOGS), .SIGMOID_CENTRES(L_SIGMOID_CENTRES),
    .SIGMOID_STARTS(L_SIGMOID_STARTS), .SIGMOID_BOUNDS(L_SIGMOID_BOUNDS),
    .SIGMOID_XW(L_SIGMOID_XW), .SIGMOID_SW(L_SIGMOID_SW), .SIGMOID_CW(L_SIGMOID_CW),
    .SIGMOID_YW(L_SIGMOID_YW), .SIGMOID_EW(L_SIGMOID_EW),
    .SIGMOID_PRODUCT_UP(L_SIGMOID_PRODUCT_UP), .SIGMOID_INTERCEPT_UP(L_SIGMOID_INTERCEPT_UP),
    .SIGMOID_LINE_DROPS(L_SIGMOID_LINE_DROPS), .SIGMOID_FIRSTS(L_SIGMOID_FIRSTS))
    u_reset (.clk(clk), .layer(layer[LW +: LW]), .sums(sums), .biases(biases), .h_old(h_old),
      .z(z), .s(s));

  // ---- candidate: x again, and s
  localparam integer SECOND = P_DEPTH;
  wire [A_K*L_OW-1:0] s_q;
  wire [A_K*A_VW-1:0] v_q;
  reg part1;
  wire b_valid;
  wire b_ended;
  wire [B_SW-1:0] b_addr;
  wire [B_LANES*A_K*B_IW-1:0] b_data;
  wire unused_b = &{1'b0, b_ended};
  always @(posedge clk) part1 <= b_part;
  circ_words #(.LOG(P_LOG), .K(A_K), .V(V), .W(L_OW), .NW(E_NW), .DEPTH(2*P_DEPTH), .AW(P_AW),
    .CW(A_CW), .STYLE(P_STYLE))
    u_resets (.clk(clk), .we(e_we), .wbase(tag[2] ? SECOND[P_AW-1:0] : {P_AW{1'b0}}),
      .word(e_word), .keep(e_keep), .wd(s), .rbase(tag[4] ? SECOND[P_AW-1:0] : {P_AW{1'b0}}),
      .block(b_col), .rd(s_q));
  genvar i;
  generate
    for (i = 0; i < A_K; i = i + 1) begin : g_operand
      wire [A_VW-1:0] of_s;
      circ_align #(.IW(L_OW), .OW(A_VW)) u_s (.sel(1'b0), .a(s_q[i*L_OW +: L_OW]), .y(of_s));
      assign v_q[i*A_VW +: A_VW] = part1 ? of_s : x_again[i*A_VW +: A_VW];
    end
  endgenerate
  circ_mvm #(.K(A_K), .LANES(B_LANES), .LAYERS(LAYERS), .LW(LW), .VW(A_VW), .XW(B_XW), .WW(B_WW),
    .AW(B_AW), .IW(B_IW), .OW(B_IW), .TW(TW), .TF(TF), .HALVINGS(B_HALVINGS), .ROUND(ROUND),
    .SAT(SAT), .PRODUCTS(B_PRODUCTS), .BACK(B_BACK), .CW(A_CW), .GW(B_GW), .SW(B_SW),
    .DEPTH(B_DEPTH), .DW(B_DW), .INIT(B_INIT), .COS(B_COS), .SIN(B_SIN), .LAST_PASS(B_LAST_PASS),
    .LAST_GROUP(B_LAST_GROUP), .PARTS(B_PARTS), .LAST_COLUMN(B_LAST_COLUMN),
    .LAST_WORDS(B_LAST_WORDS), .BASE(B_BASE), .IN_DROPS(B_IN_DROPS), .SHIFTS(B_SHIFTS),
    .ACC_BITS(B_ACC_BITS), .ACC_DROPS(B_ACC_DROPS), .OUT_IN_BITS({LAYERS{32'd0 + B_IW}}),
    .OUT_DROPS({LAYERS*32{1'b0}}), .OUT_BITS({LAYERS{32'd0 + B_IW}}))
    u_candidate (.clk(clk), .rst(rst), .start(start[2]), .layer(layer[2*LW +: LW]),
      .v_part(b_part), .v_col(b_col), .v_q(v_q), .out_valid(b_valid), .out_addr(b_addr),
      .out_data(b_data), .ended(b_ended), .busy(b_busy));

  // ---- the new state
  wire [V*B_IW-1:0] n_sums;
  wire [V*L_BW-1:0] n_biases;
  wire [V*L_FW-1:0] z_read;
  reg [V*L_FW-1:0] z_old;
  wire [V*HW-1:0] h_read3;
  reg [V*HW-1:0] h_old3;
  circ_beats #(.V(V), .DEPTH(N_DEPTH), .LAYERS(LAYERS), .LW(LW), .BW(E_BW), .AW(E_AW), .NW(E_NW),
    .LAST_BEAT(E_LAST_BEAT), .LAST_KEEP(E_LAST_KEEP), .BASE(E_BASE))
    u_beats_n (.clk(clk), .rst(rst), .start(start[3]), .layer(layer[3*LW +: LW]), .step(n_step),
      .beat(n_beat), .address(n_address), .we(n_we), .keep(n_keep), .word(n_word),
      .ended(n_ended), .busy(n_busy));
  circ_sums #(.K(A_K), .LANES(B_LANES), .W(B_IW), .V(V), .SLOTS(1), .SW(B_SW), .LAYERS(LAYERS),
    .LW(LW), .PW(N_PW), .STYLE(N_STYLE), .WORD0(N_WORD0), .LANE0(N_LANE0), .GROUP0(N_GROUP0))
    u_sums_n (.clk(clk), .we(b_valid), .wbank(tag[4]), .wa(b_addr), .wd(b_data),
      .start(start[3]), .step(n_step), .rbank(tag[6]), .layer(layer[3*LW +: LW]), .q(n_sums));
  circ_rom #(.W(V*L_BW), .DEPTH(ROWS), .AW(E_AW), .INIT(CANDIDATE_BIAS_INIT))
    u_biases_n (.clk(clk), .ra(n_address), .rd(n_biases));
  circ_delay #(.W(E_BW), .N(E_DEPTH-1)) u_z_beat (.clk(clk), .d(e_beat), .q(z_beat));
  circ_ram #(.W(V*L_FW), .DEPTH(4 << E_BW), .AW(E_BW+2), .STYLE(Z_STYLE))
    u_z (.clk(clk), .we(e_we), .wa({tag[3:2], z_beat}), .wd(z), .ra({tag[7:6], n_beat}), .rd(z_read));
  always @(posedge clk) z_old <= z_read;
  circ_delay #(.W(E_AW), .N(N_DEPTH-1)) u_h_address (.clk(clk), .d(n_address), .q(h_address));
  circ_ram #(.W(V*HW), .DEPTH(ROWS), .AW(E_AW), .STYLE(H_STYLE))
    u_states_n (.clk(clk), .we(n_we), .wa(h_address), .wd(h), .ra(n_address), .rd(h_read3));
  always @(posedge clk) h_old3 <= first[3] ? {V*HW{1'b0}} : h_read3;
  circ_update #(.V(V), .IW(B_IW), .BW(L_BW), .GW(L_GW), .ZW(L_ZW), .FW(L_FW), .HW(HW), .MW(U_MW),
    .UW(U_UW), .TANH_CYCLES(U_TANH_CYCLES), .LAYERS(LAYERS), .LW(LW), .ROUND(ROUND), .SAT(SAT),
    .TANH_KIND(U_TANH_KIND), .TANH_SEGMENTS(U_TANH_SEGMENTS), .SUM_UP(U_SUM_UP),
    .BIAS_UP(L_BIAS_UP), .ACC_BITS(L_ACC_BITS), .GATE_DROPS(L_GATE_DROPS),
    .GATE_BITS(L_GATE_BITS), .FUNCTION_BITS(L_FUNCTION_BITS), .ONE_AT(U_ONE_AT),
    .INPUT_UP(U_INPUT_UP), .FORGET_UP(U_FORGET_UP), .CELL_DROPS(U_CELL_DROPS),
    .CELL_BITS(U_CELL_BITS), .TANH_DEPTH(U_TANH_DEPTH), .TANH_DW(U_TANH_DW),
    .TANH_INIT(U_TANH_INIT), .TANH_SHIFTS(U_TANH_SHIFTS), .TANH_LOGS(U_TANH_LOGS),
    .TANH_CENTRES(U_TANH_CENTRES), .TANH_STARTS(U_TANH_STARTS), .TANH_BOUNDS(U_TANH_BOUNDS),
    .TANH_XW(U_TANH_XW), .TANH_SW(U_TANH_SW), .TANH_CW(U_TANH_CW), .TANH_YW(U_TANH_YW),
    .TANH_EW(U_TANH_EW), .TANH_PRODUCT_UP(U_TANH_PRODUCT_UP),
    .TANH_INTERCEPT_UP(U_TANH_INTERCEPT_UP), .TANH_LINE_DROPS(U_TANH_LINE_DROPS),
    .TANH_FIRSTS(U_TANH_FIRSTS))
    u_update (.clk(clk), .layer(layer[3*LW +: LW]), .sums(n_sums), .biases(n_biases), .z(z_old),
      .h_old(h_old3), .h(h));
  wire at_top = (layer[3*LW +: LW] == LAST_LAYER[LW-1:0]);
  always @(posedge clk) begin
    out_valid <= (n_we & at_top & ~rst) ? n_keep : {V{1'b0}};
    out_data <= h;
  end
endmodule
`default_nettype wire
