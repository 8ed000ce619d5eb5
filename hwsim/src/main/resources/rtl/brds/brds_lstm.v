// The BRDS engine (arXiv 2101.02667) for LSTM layers with sparse or dense rows: four gates work on the same
// row, each with RX multipliers for Wx*x and RH for Wh*h; sums meet in the function module, a row a cycle.
// A projection runs on the RH multipliers, four rows at a time, after its layer's rows. Layers run one after
// the other, step by step. Weights are on chip; the dense output layer is not here.
`default_nettype none
module brds_lstm #(
  parameter CONTRACT = 0,
  // The schedule's constants, which this file checks against its own stages.
  parameter FETCH = 4, parameter SUM_X = 7, parameter SUM_H = 7, parameter OUTPUT = 16,
  parameter LAYERS = 1, parameter RX = 2, parameter RH = 2, parameter LEAD = 32, parameter BUFFER = 34,
  parameter LEVELS = 1, parameter STAGES = 2, parameter TREE_X = 1, parameter TREE_H = 1,
  parameter [16*LAYERS-1:0] CELLS = 0,
  parameter [16*LAYERS-1:0] BEATS_X = 0, parameter [16*LAYERS-1:0] BEATS_H = 0,
  parameter [16*LAYERS-1:0] SLOTS_X = 0, parameter [16*LAYERS-1:0] SLOTS_H = 0,
  parameter PROJECTS = 0,               // 1: there are projections
  parameter [16*LAYERS-1:0] BASES_X = 0, parameter [16*(LAYERS+PROJECTS)-1:0] BASES_H = 0,
  parameter DEPTH_X = 16, parameter DEPTH_H = 16, parameter ROWS = 16,
  // Projections: groups of four rows, their beats, words of the last group, slots of the last beat; state words
  // of every layer; addresses at which a layer's weights end.
  parameter [16*LAYERS-1:0] GROUPS = 0, parameter [16*LAYERS-1:0] BEATS_P = 0,
  parameter [8*LAYERS-1:0] TAILS = 0, parameter [16*LAYERS-1:0] SLOTS_P = 0, parameter [16*LAYERS-1:0] OUTS = 0,
  parameter [32*LAYERS-1:0] ENDS_H = 0, parameter [32*LAYERS-1:0] ENDS_P = 0, parameter DEPTH_P = 1,
  parameter PORTS = 1, parameter QUEUE = 1,
  // Input: X words of XW bits, XLANES of them a cycle.
  parameter X = 8, parameter XW = 16, parameter XLANES = 2,
  // Form of the vectors: 0 look-up tables, 1 block RAM, 2 pairs of banks. COLUMNS as in brds_fetch.
  parameter COLUMNS_X = 1, parameter COLUMNS_H = 1, parameter FORM_X = 2, parameter FORM_I = 1,
  parameter FORM_H = 2, parameter FORM_P = 2, parameter VX_DEPTH = 8, parameter VI_DEPTH = 8,
  parameter VH_DEPTH = 8, parameter VP_DEPTH = 1,
  parameter XMW = 16, parameter VX = 16, parameter VH = 16, parameter CX = 4, parameter CH = 5,
  parameter VWX = 16, parameter IWX = 4, parameter VWH = 16, parameter IWH = 4,
  parameter VWP = 16, parameter IWP = 4,
  // Arithmetic, fields of 8 bits a layer.
  parameter ACC = 40, parameter [8*LAYERS-1:0] SH_X = 0, parameter [8*(LAYERS+PROJECTS)-1:0] SH_H = 0,
  parameter BIAS_W = 16, parameter [8*LAYERS-1:0] SH_B = 0, parameter [8*LAYERS-1:0] ACC_WS = 0,
  parameter G = 16, parameter [8*LAYERS-1:0] GATE_DROPS = 0, parameter [8*LAYERS-1:0] GATE_WS = 0,
  parameter A = 16, parameter C = 16, parameter S = 16, parameter U = 16, parameter SUMS = 40,
  parameter SIGMOID_LOG = 8, parameter [8*LAYERS-1:0] SIGMOID_SHIFTS = 0,
  parameter [8*LAYERS-1:0] SIGMOID_LOGS = 0,
  parameter TANH_LOG = 8, parameter [8*LAYERS-1:0] TANH_SHIFTS = 0, parameter [8*LAYERS-1:0] TANH_LOGS = 0,
  parameter [8*LAYERS-1:0] CTANH_SHIFTS = 0, parameter [8*LAYERS-1:0] CTANH_LOGS = 0,
  parameter [8*LAYERS-1:0] SH_FORGET = 0, parameter [8*LAYERS-1:0] SH_INPUT = 0, parameter SUM = 40,
  parameter [8*LAYERS-1:0] SUM_WS = 0,
  parameter [8*LAYERS-1:0] CELL_DROPS = 0, parameter [8*LAYERS-1:0] CELL_WS = 0,
  parameter [8*LAYERS-1:0] OUT_WS = 0, parameter [8*LAYERS-1:0] HIDDEN_DROPS = 0,
  parameter [8*LAYERS-1:0] HIDDEN_WS = 0, parameter [8*LAYERS-1:0] PSUM_WS = 0,
  parameter [8*LAYERS-1:0] STATE_DROPS = 0, parameter [8*LAYERS-1:0] STATE_WS = 0,
  parameter MODE = 0, parameter SAT = 1,
  parameter PEEPHOLES = 0, parameter P = 16, parameter [8*LAYERS-1:0] SH_P = 0, parameter P_STYLE = "block",
  parameter SIG = 2, parameter TNH = 2,
  parameter BIAS_STYLE = "block", parameter C_STYLE = "block", parameter TABLE_STYLE = "block",
  parameter WX_I = "", parameter WX_F = "", parameter WX_G = "", parameter WX_O = "",
  parameter WH_I = "", parameter WH_F = "", parameter WH_G = "", parameter WH_O = "",
  parameter WP_I = "", parameter WP_F = "", parameter WP_G = "", parameter WP_O = "",
  parameter P_I = "", parameter P_F = "", parameter P_O = "",
  parameter B_I = "", parameter B_F = "", parameter B_G = "", parameter B_O = "",
  parameter [8*LAYERS-1:0] A_WS = 0,
  parameter SIGMOID_KIND = 0, parameter TANH_KIND = 0, parameter SIGMOID_SEGMENTS = 1, parameter TANH_SEGMENTS = 1,
  parameter LINE_XW = 16, parameter LINE_SW = 16, parameter LINE_OW = 16, parameter LINE_YW = 40,
  parameter [LINE_XW*SIGMOID_SEGMENTS*LAYERS-1:0] SIGMOID_STARTS = 0, parameter [LINE_XW*LAYERS-1:0] SIGMOID_BOUNDS = 0,
  parameter [8*LAYERS-1:0] SIGMOID_UPS = 0, parameter [8*LAYERS-1:0] SIGMOID_OFFSET_UPS = 0,
  parameter [8*LAYERS-1:0] SIGMOID_DROPS = 0,
  parameter [LINE_XW*TANH_SEGMENTS*LAYERS-1:0] TANH_STARTS = 0, parameter [LINE_XW*LAYERS-1:0] TANH_BOUNDS = 0,
  parameter [8*LAYERS-1:0] TANH_UPS = 0, parameter [8*LAYERS-1:0] TANH_OFFSET_UPS = 0,
  parameter [8*LAYERS-1:0] TANH_DROPS = 0,
  parameter [LINE_XW*TANH_SEGMENTS*LAYERS-1:0] CTANH_STARTS = 0, parameter [LINE_XW*LAYERS-1:0] CTANH_BOUNDS = 0,
  parameter [8*LAYERS-1:0] CTANH_UPS = 0, parameter [8*LAYERS-1:0] CTANH_OFFSET_UPS = 0,
  parameter [8*LAYERS-1:0] CTANH_DROPS = 0,
  parameter SIGMOID = "", parameter TANH = "", parameter CTANH = ""
) (
  input  wire clk,
  input  wire rst,
  input  wire in_valid,
  output wire in_ready,
  input  wire [XLANES*XW-1:0] in_data,
  output wire [PORTS-1:0] out_valid,
  output wire [PORTS*S-1:0] out_data
);
  localparam LW = LAYERS > 1 ? $clog2(LAYERS) : 1;
  localparam DAX = DEPTH_X > 1 ? $clog2(DEPTH_X) : 1;
  localparam DAH = DEPTH_H > 1 ? $clog2(DEPTH_H) : 1;
  localparam RAW = ROWS > 1 ? $clog2(ROWS) : 1;
  localparam PAW = DEPTH_P > 1 ? $clog2(DEPTH_P) : 1;
  // Projections have a set of constants of their own, behind those of the layers.
  localparam SETS = LAYERS + PROJECTS;
  localparam SW = LW + PROJECTS;
  localparam VWM = PROJECTS != 0 && VWP > VWH ? VWP : VWH;
  localparam IWM = PROJECTS != 0 && IWP > IWH ? IWP : IWH;
  localparam integer LAYER_END = LAYERS - 1;
  localparam integer ROW_END = ROWS - 1;
  localparam [LW-1:0] LAST_LAYER = LAYER_END[LW-1:0];
  localparam [RAW-1:0] LAST_ROW = ROW_END[RAW-1:0];

  initial begin
    if (CONTRACT != 4) begin
      $display("lstmc brds: follows number contract 4, not %0d", CONTRACT);
      $finish;
    end
    if (FETCH != 2 + STAGES || SUM_X != 6 + TREE_X || SUM_H != 6 + TREE_H) begin
      $display("lstmc brds: the stages are not those of the schedule");
      $finish;
    end
  end

  // ---- start: cycle 0 is when the first input word is accepted
  reg started;
  wire accept = in_valid && in_ready;
  wire run = !rst && (started || accept);
  always @(posedge clk) started <= !rst && (started || accept);

  // ---- the two walks over the rows, at most LEAD rows apart
  wire adv_x, adv_h, enter_x, enter_h, waiting_x, waiting_h, fire_x, fire_h;
  wire first_x, first_h, last_x, last_h, done_x, done_h, bank_x, bank_h, zero_x, zero_h;
  wire [DAX-1:0] address_x;
  wire [DAH-1:0] address_h;
  wire [LW-1:0] layer_x, layer_h;
  wire [PAW-1:0] address_p;
  wire project_h, turn_h;
  wire [15:0] beat_x, beat_h;
  reg signed [20:0] apart;             // rows that x has started and h has not
  wire [15:0] written, projected;      // layers whose output, whose input of the projection is complete
  reg [15:0] place_x, place_h;         // layers that x and h have passed
  reg [1:0] full;                      // steps whose input has come and is not used up
  wire [15:0] ahead_x = written - place_x;
  wire [15:0] ahead_h = written - place_h + LAYERS - 1;
  wire operands_x = layer_x == 0 ? full != 0 : !ahead_x[15];
  wire [15:0] ahead_p = projected - place_h - 16'd1;
  wire operands_h = zero_h || !ahead_h[15];
  wire ready_x = waiting_x && operands_x;
  wire ready_h = waiting_h && !project_h && operands_h;
  wire partner_x = apart < LEAD || (apart == LEAD && ready_h);
  wire partner_h = -apart < LEAD || (-apart == LEAD && ready_x);
  wire start_x = fire_x && first_x;
  wire start_h = fire_h && first_h && !project_h;
  wire may_h = project_h ? !ahead_p[15] : operands_h && partner_h;

  wire unused_a, unused_t, unused_p;
  brds_issue #(.LAYERS(LAYERS), .LW(LW), .FETCH(FETCH), .DEPTH(DEPTH_X), .DAW(DAX), .CELLS(CELLS),
    .BEATS(BEATS_X)) issue_x (
    .clk(clk), .rst(rst), .run(run), .may_start(operands_x && partner_x), .advance(adv_x),
    .address_p(unused_a), .turn(unused_t), .project(unused_p), .address(address_x), .enter_first(enter_x), .waiting(waiting_x), .fire(fire_x), .first(first_x),
    .last(last_x), .layer_done(done_x), .layer(layer_x), .beat(beat_x), .bank(bank_x), .first_step(zero_x));
  brds_issue #(.LAYERS(LAYERS), .LW(LW), .FETCH(FETCH), .DEPTH(DEPTH_H), .DAW(DAH), .CELLS(CELLS),
    .BEATS(BEATS_H), .PROJECTS(PROJECTS), .DEPTH_P(DEPTH_P), .PAW(PAW), .GROUPS(GROUPS), .BEATS_P(BEATS_P),
    .ENDS(ENDS_H), .ENDS_P(ENDS_P)) issue_h (
    .clk(clk), .rst(rst), .run(run), .may_start(may_h), .advance(adv_h), .address(address_h),
    .address_p(address_p), .turn(turn_h), .enter_first(enter_h), .waiting(waiting_h), .fire(fire_h),
    .first(first_h), .last(last_h), .project(project_h), .layer_done(done_h), .layer(layer_h), .beat(beat_h), .bank(bank_h), .first_step(zero_h));

  // ---- input stream: X words a step into the bank that is not read
  wire [XLANES-1:0] x_we;
  wire [15:0] x_at;
  wire x_bank, x_full;
  brds_stream #(.X(X), .LANES(XLANES)) stream
    (.clk(clk), .rst(rst), .accept(accept), .we(x_we), .at(x_at), .bank(x_bank), .step_full(x_full));
  assign in_ready = !rst && full != 2'd2;
  wire x_used = done_x && layer_x == 0;

  // ---- state words as they are written
  wire [PORTS-1:0] h_valids;
  wire [PORTS*S-1:0] h_words;
  wire h_valid = h_valids[0];
  wire [S-1:0] h = h_words[0 +: S];
  wire [LW-1:0] w_layer;
  wire [15:0] w_word, u_word;
  wire w_bank, w_last, u_valid, u_last, row_valid;
  wire [U-1:0] u;

  always @(posedge clk) begin
    apart <= apart + (start_x ? 21'sd1 : 21'sd0) - (start_h ? 21'sd1 : 21'sd0);
    if (done_x) place_x <= place_x + 16'd1;
    if (done_h) place_h <= place_h + 16'd1;
    full <= full + {1'b0, x_full} - {1'b0, x_used};
    if (rst) begin
      apart <= 21'sd0;
      place_x <= 16'd0;
      place_h <= 16'd0;
      full <= 2'd0;
    end
  end
  assign out_valid = w_layer == LAST_LAYER ? h_valids : {PORTS{1'b0}};
  assign out_data = h_words;

  // ---- operands
  localparam X_WP = XLANES > 1 ? 2 : 1;
  wire [RX*VX-1:0] shared_x;
  wire [RH*VH-1:0] shared_h;
  wire [XLANES*XMW-1:0] x_words;
  wire [15:0] w_base_i, w_base_h;
  generate
    genvar k;
    for (k = 0; k < XLANES; k = k + 1) begin : g_word
      layer_shift #(.IN_W(XW), .OUT_W(XMW)) extend
        (.layer(1'b0), .a(in_data[k*XW +: XW]), .y(x_words[k*XMW +: XMW]));
    end
    if (LAYERS == 1) begin : g_single
      assign w_base_i = 16'd0;
    end else begin : g_several
      wire [16*LAYERS-1:0] next_bases = {16'd0, BASES_X[16*LAYERS-1:16]};
      assign w_base_i = next_bases[16*w_layer +: 16];
    end
    assign w_base_h = BASES_H[16*w_layer +: 16];
    if (COLUMNS_X == 2) begin : g_dense_x
      brds_dense_x #(.LAYERS(LAYERS), .LW(LW), .RX(RX), .XLANES(XLANES), .XMW(XMW), .S(S), .VX(VX),
        .QW(CX), .VX_DEPTH(VX_DEPTH), .VI_DEPTH(VI_DEPTH), .FORM_X(FORM_X), .FORM_I(FORM_I),
        .BASES(BASES_X)) vectors (
        .clk(clk), .rst(rst), .layer(layer_x), .beat(beat_x), .rbank(bank_x), .accept(accept), .x_we(x_we),
        .x_words(x_words), .x_bank(x_bank), .x_full(x_full), .h_valid(h_valid && w_layer != LAST_LAYER),
        .h_last(w_last), .h_base(w_base_i), .h(h), .operands(shared_x));
    end else begin : g_sparse_x
      assign shared_x = {(RX*VX){1'b0}};
    end
    if (COLUMNS_H == 2) begin : g_dense_h
      wire [15:0] at = project_h ? beat_h : beat_h + BASES_H[16*layer_h +: 16];
      wire unused_at = &at;
      brds_dense_h #(.R(RH), .S(S), .U(U), .V(VH), .QW(CH), .DEPTH(VH_DEPTH), .FORM(FORM_H),
        .PROJECTS(PROJECTS), .DEPTH_P(VP_DEPTH), .FORM_P(FORM_P)) vectors (
        .clk(clk), .rst(rst), .rbank(~bank_h), .at(at[CH-1:0]), .project2(project2_h), .wbank(w_bank),
        .valid(h_valid), .last(w_last), .base(w_base_h[CH-1:0]), .word(h), .u_valid(u_valid),
        .u_last(u_last), .u(u), .operands(shared_h));
    end else begin : g_sparse_h
      assign shared_h = {(RH*VH){1'b0}};
    end
  endgenerate

  // ---- what accompanies the beats
  wire last2_x, b2_x, last2_h, zero2_h, project2_h;
  wire [LW-1:0] layer2_x, layer2_h, layer_sx, layer_sh, layer_ph;
  wire [SW-1:0] set_h, set_sh;
  wire first_sx, add_sx, end_sx, first_sh, add_sh, end_sh, project_sh, end_ph, tail_ph;
  generate
    if (PROJECTS == 0) begin : g_sets
      wire unused_sh = project_sh;
      assign set_h = layer_h;
      assign set_sh = layer_sh;
    end else begin : g_more_sets
      localparam [SW-1:0] PROJECTION = LAYERS;
      assign set_h = project_h ? PROJECTION : {1'b0, layer_h};
      assign set_sh = project_sh ? PROJECTION : {1'b0, layer_sh};
    end
  endgenerate
  delay #(.N(2), .W(LW + 1)) d_x2 (.clk(clk), .d({layer_x, last_x}), .q({layer2_x, last2_x}));
  delay #(.N(2), .W(LW + 3)) d_h2
    (.clk(clk), .d({layer_h, last_h, zero_h, project_h}), .q({layer2_h, last2_h, zero2_h, project2_h}));
  assign b2_x = layer2_x != 0;
  delay #(.N(SUM_X - 1), .W(LW + 1)) d_xs (.clk(clk), .d({layer_x, first_x}), .q({layer_sx, first_sx}));
  delay #(.N(SUM_H - 1), .W(LW + 2)) d_hs
    (.clk(clk), .d({layer_h, first_h, project_h}), .q({layer_sh, first_sh, project_sh}));
  delay #(.N(1), .W(LW)) d_ph (.clk(clk), .d(layer_sh), .q(layer_ph));
  reg [SUM_X-1:0] add_x, row_x;
  reg [SUM_H-1:0] add_h, row_h, row_p, tail_p;
  always @(posedge clk) begin
    add_x <= rst ? {SUM_X{1'b0}} : {add_x[SUM_X-2:0], fire_x};
    row_x <= rst ? {SUM_X{1'b0}} : {row_x[SUM_X-2:0], fire_x && last_x};
    add_h <= rst ? {SUM_H{1'b0}} : {add_h[SUM_H-2:0], fire_h};
    row_h <= rst ? {SUM_H{1'b0}} : {row_h[SUM_H-2:0], fire_h && last_h && !project_h};
    row_p <= rst ? {SUM_H{1'b0}} : {row_p[SUM_H-2:0], fire_h && last_h && project_h};
    tail_p <= {tail_p[SUM_H-2:0], done_h};
  end
  assign add_sx = add_x[SUM_X-2];
  assign end_sx = row_x[SUM_X-1];
  assign add_sh = add_h[SUM_H-2];
  assign end_sh = row_h[SUM_H-1];
  assign end_ph = row_p[SUM_H-1];
  assign tail_ph = tail_p[SUM_H-1];
  wire [RX-1:0] live_x;
  wire [RH-1:0] live_h;
  wire [15:0] slots_x = SLOTS_X[16*layer2_x +: 16];
  wire [15:0] slots_h = project2_h ? SLOTS_P[16*layer2_h +: 16] : SLOTS_H[16*layer2_h +: 16];
  genvar m;
  generate
    for (m = 0; m < RX; m = m + 1) begin : g_live_x
      assign live_x[m] = !last2_x || m < slots_x;
    end
    for (m = 0; m < RH; m = m + 1) begin : g_live_h
      assign live_h[m] = (!zero2_h || project2_h) && (!last2_h || m < slots_h);
    end
  endgenerate

  // ---- four gates: i, f, g, o
  wire [4*ACC-1:0] sums_x, sums_h;
  wire [4*SUMS-1:0] sums_hp;
  wire [CX-1:0] x_wa0 = x_at[CX-1:0];
  wire [X_WP*CX-1:0] x_wa;
  wire [X_WP-1:0] x_wes;
  wire [X_WP*XMW-1:0] x_wd;
  generate
    if (X_WP == 2) begin : g_two_words
      wire [15:0] at1 = x_at + 16'd1;
      wire unused_at1 = &at1;
      assign x_wa = {at1[CX-1:0], x_wa0};
    end else begin : g_one_word
      assign x_wa = x_wa0;
    end
  endgenerate
  wire [PORTS*CH-1:0] state_wa;
  generate
    if (PORTS == 2) begin : g_two_states
      wire [15:0] state_at1 = state_at + 16'd1;
      wire unused_at1 = &state_at1;
      assign state_wa = {state_at1[CH-1:0], state_at[CH-1:0]};
    end else begin : g_one_state
      assign state_wa = state_at[CH-1:0];
    end
    for (k = 0; k < 4; k = k + 1) begin : g_sums
      assign sums_h[k*ACC +: ACC] = sums_hp[k*SUMS +: ACC];
    end
  endgenerate
  assign x_wes = x_we[X_WP-1:0];
  assign x_wd = x_words[X_WP*XMW-1:0];
  wire inner_we = h_valid && w_layer != LAST_LAYER;
  wire [15:0] inner_at = w_word + w_base_i;
  wire [15:0] state_at = w_word + w_base_h;

`define BRDS_GATE(XPART, HPART, N, WX_IMAGE, WH_IMAGE, WP_IMAGE) \
  brds_part #(.R(RX), .VW(VWX), .IW(IWX), .VW_R(VWX), .IW_R(IWX), .CW(CX), .COLUMNS(COLUMNS_X), .LEVELS(LEVELS), .STAGES(STAGES), \
    .TREE(TREE_X), .DEPTH(DEPTH_X), .DAW(DAX), .V(VX), .ACC(ACC), .LAYERS(LAYERS), .LW(LW), .SHIFTS(SH_X), \
    .BASES(BASES_X), .A_W(XMW), .A_DEPTH(VX_DEPTH), .A_FORM(FORM_X), .A_WP(X_WP), \
    .HAS_B(LAYERS > 1), .B_W(S), .B_DEPTH(VI_DEPTH), .B_FORM(FORM_I), .IMAGE(WX_IMAGE)) XPART ( \
    .clk(clk), .advance(adv_x), .address(address_x), .address_p(1'b0), .turn(1'b0), .enter_first(enter_x), \
    .layer(layer_x), .rbank(bank_x), .a_bank(x_bank), .a_we(x_wes), .a_wa(x_wa), .a_wd(x_wd), \
    .b_we(inner_we), .b_wa(inner_at[CX-1:0]), .b_wd(h), .shared(shared_x), .b2(b2_x), .live2(live_x), \
    .first(first_sx), .add(add_sx), .acc_layer(layer_sx), .sum(sums_x[N*ACC +: ACC])); \
  brds_part #(.R(RH), .VW(VWM), .IW(IWM), .VW_R(VWH), .IW_R(IWH), .VW_P(VWP), .IW_P(IWP), .CW(CH), .COLUMNS(COLUMNS_H), .LEVELS(LEVELS), .STAGES(STAGES), \
    .TREE(TREE_H), .DEPTH(DEPTH_H), .DAW(DAH), .V(VH), .ACC(SUMS), .LAYERS(SETS), .LW(SW), .SHIFTS(SH_H), \
    .BASES(BASES_H), .A_W(S), .A_DEPTH(VH_DEPTH), .A_FORM(FORM_H), .A_WP(PORTS), .HAS_B(PROJECTS), \
    .B_W(U), .B_DEPTH(VP_DEPTH), .B_FORM(FORM_P), .IMAGE(WH_IMAGE), .PROJECTS(PROJECTS), \
    .DEPTH_P(DEPTH_P), .PAW(PAW), .IMAGE_P(WP_IMAGE)) HPART ( \
    .clk(clk), .advance(adv_h), .address(address_h), .address_p(address_p), .turn(turn_h), \
    .enter_first(enter_h), .layer(set_h), .rbank(~bank_h), .a_bank(w_bank), .a_we(h_valids), \
    .a_wa(state_wa), .a_wd(h_words), .b_we(u_valid), .b_wa(u_word[CH-1:0]), .b_wd(u), .shared(shared_h), \
    .b2(project2_h), .live2(live_h), .first(first_sh), .add(add_sh), .acc_layer(set_sh), \
    .sum(sums_hp[N*SUMS +: SUMS]))
  `BRDS_GATE(x_i, h_i, 0, WX_I, WH_I, WP_I);
  `BRDS_GATE(x_f, h_f, 1, WX_F, WH_F, WP_F);
  `BRDS_GATE(x_g, h_g, 2, WX_G, WH_G, WP_G);
  `BRDS_GATE(x_o, h_o, 3, WX_O, WH_O, WP_O);
`undef BRDS_GATE

  // Low bits of differences whose sign counts, high bits of addresses, what other forms need.
  wire unused = &{1'b0, ahead_x, ahead_h, ahead_p, u_word, u_last, w_last, inner_at, state_at, beat_x, beat_h, zero_x, x_at, x_we, x_words};

  // ---- the sums meet
  wire ready_sx, ready_sh, bias_ready, peephole_ready;
  wire [4*ACC-1:0] head_x, head_h;
  wire join_row = ready_sx && ready_sh && bias_ready && peephole_ready;
  brds_sums #(.ACC(ACC), .DEPTH(BUFFER)) buffer_x
    (.clk(clk), .rst(rst), .done(end_sx), .sums(sums_x), .take(join_row), .ready(ready_sx), .head(head_x));
  brds_sums #(.ACC(ACC), .DEPTH(BUFFER)) buffer_h
    (.clk(clk), .rst(rst), .done(end_sh), .sums(sums_h), .take(join_row), .ready(ready_sh), .head(head_h));

  // ---- biases wait for their row
  reg [1:0] bias_filled;
  reg [RAW-1:0] bias_at, row;
  reg [LW-1:0] layer_j;
  reg [15:0] word_j;
  reg zero_j;
  wire [15:0] cells_j = CELLS[16*layer_j +: 16];
  wire last_j = word_j == cells_j - 16'd1;
  wire [4*BIAS_W-1:0] bias;
  assign bias_ready = bias_filled[1];
  wire bias_advance = run && (!bias_ready || join_row);
  always @(posedge clk) begin
    if (bias_advance) begin
      bias_filled <= {bias_filled[0], 1'b1};
      bias_at <= bias_at == LAST_ROW ? {RAW{1'b0}} : bias_at + 1'b1;
    end
    if (join_row) begin
      row <= row == LAST_ROW ? {RAW{1'b0}} : row + 1'b1;
      word_j <= last_j ? 16'd0 : word_j + 16'd1;
      if (last_j) begin
        layer_j <= layer_j == LAST_LAYER ? {LW{1'b0}} : layer_j + 1'b1;
        if (layer_j == LAST_LAYER) zero_j <= 1'b0;
      end
    end
    if (rst) begin
      bias_filled <= 2'd0;
      bias_at <= {RAW{1'b0}};
      row <= {RAW{1'b0}};
      word_j <= 16'd0;
      layer_j <= {LW{1'b0}};
      zero_j <= 1'b1;
    end
  end
  rom #(.W(BIAS_W), .DEPTH(ROWS), .AW(RAW), .STYLE(BIAS_STYLE), .IMAGE(B_I)) bias_i
    (.clk(clk), .en({2{bias_advance}}), .a(bias_at), .q(bias[0 +: BIAS_W]));
  rom #(.W(BIAS_W), .DEPTH(ROWS), .AW(RAW), .STYLE(BIAS_STYLE), .IMAGE(B_F)) bias_f
    (.clk(clk), .en({2{bias_advance}}), .a(bias_at), .q(bias[BIAS_W +: BIAS_W]));
  rom #(.W(BIAS_W), .DEPTH(ROWS), .AW(RAW), .STYLE(BIAS_STYLE), .IMAGE(B_G)) bias_g
    (.clk(clk), .en({2{bias_advance}}), .a(bias_at), .q(bias[2*BIAS_W +: BIAS_W]));
  rom #(.W(BIAS_W), .DEPTH(ROWS), .AW(RAW), .STYLE(BIAS_STYLE), .IMAGE(B_O)) bias_o
    (.clk(clk), .en({2{bias_advance}}), .a(bias_at), .q(bias[3*BIAS_W +: BIAS_W]));

  brds_function #(.LAYERS(LAYERS), .LW(LW), .ACC(ACC), .BIAS_W(BIAS_W), .ROWS(ROWS), .RAW(RAW),
    .C_STYLE(C_STYLE), .TABLE_STYLE(TABLE_STYLE), .SH_B(SH_B), .ACC_WS(ACC_WS), .G(G),
    .GATE_DROPS(GATE_DROPS), .GATE_WS(GATE_WS), .A(A), .C(C), .U(U), .SIGMOID_LOG(SIGMOID_LOG),
    .SIGMOID_SHIFTS(SIGMOID_SHIFTS), .SIGMOID_LOGS(SIGMOID_LOGS), .TANH_LOG(TANH_LOG),
    .TANH_SHIFTS(TANH_SHIFTS), .TANH_LOGS(TANH_LOGS), .CTANH_SHIFTS(CTANH_SHIFTS),
    .CTANH_LOGS(CTANH_LOGS), .SH_FORGET(SH_FORGET), .SH_INPUT(SH_INPUT), .SUM(SUM), .SUM_WS(SUM_WS),
    .CELL_DROPS(CELL_DROPS), .CELL_WS(CELL_WS), .OUT_WS(OUT_WS), .HIDDEN_DROPS(HIDDEN_DROPS),
    .HIDDEN_WS(HIDDEN_WS), .MODE(MODE), .SAT(SAT), .SIGMOID(SIGMOID), .TANH(TANH), .CTANH(CTANH),
    .A_WS(A_WS), .SIGMOID_KIND(SIGMOID_KIND), .TANH_KIND(TANH_KIND), .SIGMOID_SEGMENTS(SIGMOID_SEGMENTS),
    .TANH_SEGMENTS(TANH_SEGMENTS), .LINE_XW(LINE_XW), .LINE_SW(LINE_SW), .LINE_OW(LINE_OW), .LINE_YW(LINE_YW),
    .SIGMOID_STARTS(SIGMOID_STARTS), .SIGMOID_BOUNDS(SIGMOID_BOUNDS), .SIGMOID_UPS(SIGMOID_UPS), .SIGMOID_OFFSET_UPS(SIGMOID_OFFSET_UPS),
    .SIGMOID_DROPS(SIGMOID_DROPS),
    .TANH_STARTS(TANH_STARTS), .TANH_BOUNDS(TANH_BOUNDS), .TANH_UPS(TANH_UPS), .TANH_OFFSET_UPS(TANH_OFFSET_UPS),
    .TANH_DROPS(TANH_DROPS),
    .CTANH_STARTS(CTANH_STARTS), .CTANH_BOUNDS(CTANH_BOUNDS), .CTANH_UPS(CTANH_UPS), .CTANH_OFFSET_UPS(CTANH_OFFSET_UPS),
    .CTANH_DROPS(CTANH_DROPS),
    .PEEPHOLES(PEEPHOLES), .P(P), .SH_P(SH_P), .P_STYLE(P_STYLE), .P_I(P_I), .P_F(P_F), .P_O(P_O),
    .SIG(SIG), .TNH(TNH), .T_H(OUTPUT - 1)) function_module (
    .clk(clk), .rst(rst), .join_row(join_row), .sums_x(head_x), .sums_h(head_h), .bias(bias),
    .layer(layer_j), .row(row), .first_step(zero_j), .ready(peephole_ready), .valid(row_valid), .h(u));
  brds_state #(.LAYERS(LAYERS), .LW(LW), .PROJECTS(PROJECTS), .PORTS(PORTS), .DEPTH(QUEUE), .U(U), .S(S),
    .SUMS(SUMS), .MODE(MODE), .SAT(SAT), .CELLS(CELLS), .OUTS(OUTS), .GROUPS(GROUPS), .TAILS(TAILS),
    .PSUM_WS(PSUM_WS), .STATE_DROPS(STATE_DROPS), .STATE_WS(STATE_WS)) state (
    .clk(clk), .rst(rst), .row_valid(row_valid), .u(u), .group(end_ph), .group_tail(tail_ph),
    .group_layer(layer_ph), .sums(sums_hp), .u_valid(u_valid), .u_last(u_last), .u_word(u_word),
    .projected(projected), .valid(h_valids), .words(h_words), .last(w_last), .layer(w_layer), .word(w_word),
    .bank(w_bank), .written(written));
endmodule
`default_nettype wire
