// A matrix-vector unit on spectra: one block of the vector a cycle is transformed and meets the
// stored spectra of all lanes, a block row each. A frame is up to four passes over groups of block
// rows. Part 0 and part 1 are the two vectors of a pass (either may be absent).
// In cycle 0 of a beat v_part and v_col ask for a block, which v_q brings in cycle 1. PRODUCTS and
// BACK are the schedule's depths; busy falls in the cycle in which the last words can be read.
`default_nettype none
module circ_mvm #(
  parameter K = 8,
  parameter LANES = 1,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter VW = 12,
  parameter XW = 12,
  parameter WW = 12,
  parameter AW = 32,
  parameter IW = 12,
  parameter OW = 12,
  parameter TW = 12,
  parameter TF = 10,
  parameter HALVINGS = 0,       // of the forward transform
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter PRODUCTS = 15,
  parameter BACK = 10,
  parameter CW = 4,
  parameter GW = 4,
  parameter SW = 4,             // bits of out_addr
  parameter DEPTH = 16,
  parameter DW = 4,
  parameter INIT = "",
  parameter [(K/4+1)*32-1:0] COS = 0,
  parameter [(K/4+1)*32-1:0] SIN = 0,
  parameter [LAYERS*32-1:0] LAST_PASS = 0,
  parameter [LAYERS*128-1:0] LAST_GROUP = 0,
  parameter [LAYERS*128-1:0] PARTS = 0,        // bit 0: part 0 is there; bit 1: part 1
  parameter [LAYERS*64-1:0] LAST_COLUMN = 0,   // by layer and part
  parameter [LAYERS*64-1:0] LAST_WORDS = 0,    // words of the last block that exist, less one
  parameter [LAYERS*32-1:0] BASE = 0,
  parameter [LAYERS*64-1:0] IN_DROPS = 0,
  parameter [LAYERS*256-1:0] SHIFTS = 0,       // by layer, pass and part
  parameter [LAYERS*128-1:0] ACC_BITS = 0,
  parameter [LAYERS*128-1:0] ACC_DROPS = 0,
  parameter [LAYERS*32-1:0] OUT_IN_BITS = 0,
  parameter [LAYERS*32-1:0] OUT_DROPS = 0,
  parameter [LAYERS*32-1:0] OUT_BITS = 0
) (
  input  wire                  clk,
  input  wire                  rst,
  input  wire                  start,
  input  wire [LW-1:0]         layer,
  output wire                  v_part,
  output wire [CW-1:0]         v_col,
  input  wire [K*VW-1:0]       v_q,
  output wire                  out_valid,
  output wire [SW-1:0]         out_addr,
  output reg  [LANES*K*OW-1:0] out_data,
  output wire                  ended,
  output reg                   busy
);
  localparam LOG = $clog2(K);
  localparam WEIGHTS = PRODUCTS - 7;           // from a beat to the address of its weights

  // ---- beats
  reg running;
  reg [1:0] pass;
  reg [GW-1:0] group;
  reg part;
  reg [CW-1:0] col;
  wire [1:0] last_pass;
  wire [GW-1:0] last_group;
  wire [1:0] parts;
  wire parts_next;
  wire [CW-1:0] last_column;
  circ_const #(.N(LAYERS), .W(2), .SELW(LW), .TABLE(LAST_PASS)) u_passes (.sel(layer), .y(last_pass));
  circ_const #(.N(4*LAYERS), .W(GW), .SELW(LW+2), .TABLE(LAST_GROUP))
    u_groups (.sel({layer, pass}), .y(last_group));
  circ_const #(.N(4*LAYERS), .W(2), .SELW(LW+2), .TABLE(PARTS))
    u_parts (.sel({layer, pass}), .y(parts));
  wire [1:0] pass_next = pass + 2'd1;
  circ_const #(.N(4*LAYERS), .W(1), .SELW(LW+2), .TABLE(PARTS))
    u_parts_next (.sel({layer, pass_next}), .y(parts_next));
  circ_const #(.N(2*LAYERS), .W(CW), .SELW(LW+1), .TABLE(LAST_COLUMN))
    u_columns (.sel({layer, part}), .y(last_column));
  wire issue = start | running;
  wire at_last_col = (col == last_column);
  wire end_group = at_last_col & (part | ~parts[1]);
  wire end_pass = end_group & (group == last_group);
  wire end_frame = end_pass & (pass == last_pass);
  wire at_first_col = (col == {CW{1'b0}}) & (~part | ~parts[0]);
  assign v_part = part;
  assign v_col = col;
  always @(posedge clk) begin
    if (issue) begin
      running <= ~end_frame;
      col <= at_last_col ? {CW{1'b0}} : col + 1'b1;
      if (at_last_col) part <= ~end_group ? 1'b1 : end_frame ? 1'b0 : end_pass ? ~parts_next : ~parts[0];
      if (end_group) group <= end_pass ? {GW{1'b0}} : group + 1'b1;
      if (end_pass) pass <= end_frame ? 2'd0 : pass_next;
    end
    if (rst) begin
      running <= 1'b0;
      col <= {CW{1'b0}};
      part <= 1'b0;
      group <= {GW{1'b0}};
      pass <= 2'd0;
    end
  end

  // ---- the vector: words beyond its length are zero, then its spectrum
  wire [LOG-1:0] last_words;
  circ_const #(.N(2*LAYERS), .W(LOG), .SELW(LW+1), .TABLE(LAST_WORDS))
    u_words (.sel({layer, part}), .y(last_words));
  reg [LOG-1:0] limit1;
  reg [K*VW-1:0] v2;
  reg [K*XW-1:0] v3;
  wire part2;
  circ_delay #(.W(1), .N(2)) u_part2 (.clk(clk), .d(part), .q(part2));
  always @(posedge clk) limit1 <= at_last_col ? last_words : {LOG{1'b1}};
  genvar i;
  generate
    for (i = 0; i < K; i = i + 1) begin : g_vector
      wire [XW-1:0] fitted;
      circ_convert #(.IW(VW), .OW(XW), .N(2*LAYERS), .SELW(LW+1), .IN_BITS({(2*LAYERS){32'd0 + VW}}),
        .DROPS(IN_DROPS), .OUT_BITS({(2*LAYERS){32'd0 + XW}}), .ROUND(ROUND), .SAT(SAT))
        u_fit (.sel({layer, part2}), .a(v2[i*VW +: VW]), .y(fitted));
      always @(posedge clk) v3[i*XW +: XW] <= fitted;
      if (i == 0) begin : g_always
        always @(posedge clk) v2[0 +: VW] <= v_q[0 +: VW];
      end else begin : g_within
        localparam [LOG-1:0] AT = i;
        always @(posedge clk) v2[i*VW +: VW] <= (AT <= limit1) ? v_q[i*VW +: VW] : {VW{1'b0}};
      end
    end
  endgenerate
  wire [K*XW-1:0] spectrum;
  circ_fft #(.INVERSE(0), .K(K), .W(XW), .TW(TW), .TF(TF), .HALVINGS(HALVINGS), .ROUND(ROUND),
    .SAT(SAT), .COS(COS), .SIN(SIN)) u_forward (.clk(clk), .x(v3), .y(spectrum));

  // ---- the stored spectra, read in one sequence a layer
  wire fetch;
  circ_flag #(.N(WEIGHTS)) u_fetch (.clk(clk), .rst(rst), .d(issue), .q(fetch));
  wire [DW-1:0] base;
  reg [DW-1:0] address;
  wire [LANES*K*WW-1:0] weights;
  circ_const #(.N(LAYERS), .W(DW), .SELW(LW), .TABLE(BASE)) u_base (.sel(layer), .y(base));
  always @(posedge clk) if (start) address <= base; else if (fetch) address <= address + 1'b1;
  circ_rom #(.W(LANES*K*WW), .DEPTH(DEPTH), .AW(DW), .INIT(INIT))
    u_weights (.clk(clk), .ra(address), .rd(weights));

  // ---- lanes
  wire part_p;
  wire [1:0] pass_s;
  wire first_p;
  wire [1:0] pass_p;
  circ_delay #(.W(3), .N(PRODUCTS-2)) u_part_p (.clk(clk), .d({pass, part}), .q({pass_s, part_p}));
  circ_delay #(.W(1), .N(PRODUCTS-1)) u_first_p (.clk(clk), .d(at_first_col), .q(first_p));
  circ_delay #(.W(2), .N(PRODUCTS)) u_pass_p (.clk(clk), .d(pass), .q(pass_p));
  generate
    for (i = 0; i < LANES; i = i + 1) begin : g_lane
      wire [K*IW-1:0] words;
      circ_lane #(.K(K), .XW(XW), .WW(WW), .AW(AW), .IW(IW), .LAYERS(LAYERS), .LW(LW),
        .SHIFTS(SHIFTS), .ACC_BITS(ACC_BITS), .ACC_DROPS(ACC_DROPS),
        .INVERSE_BITS({(4*LAYERS){32'd0 + IW}}), .TW(TW), .TF(TF), .HALVINGS(LOG-HALVINGS),
        .ROUND(ROUND), .SAT(SAT), .COS(COS), .SIN(SIN))
        u_lane (.clk(clk), .x(spectrum), .w(weights[i*K*WW +: K*WW]), .term({layer, pass_s, part_p}),
          .first(first_p), .cfg({layer, pass_p}), .y(words));
      genvar n;
      for (n = 0; n < K; n = n + 1) begin : g_out
        wire [OW-1:0] fitted;
        circ_convert #(.IW(IW), .OW(OW), .N(LAYERS), .SELW(LW), .IN_BITS(OUT_IN_BITS),
          .DROPS(OUT_DROPS), .OUT_BITS(OUT_BITS), .ROUND(ROUND), .SAT(SAT))
          u_fit (.sel(layer), .a(words[n*IW +: IW]), .y(fitted));
        always @(posedge clk) out_data[(i*K+n)*OW +: OW] <= fitted;
      end
    end
  endgenerate

  // ---- results
  reg [SW-1:0] written;
  circ_flag #(.N(PRODUCTS+BACK-1)) u_valid (.clk(clk), .rst(rst), .d(issue & end_group), .q(out_valid));
  circ_flag #(.N(PRODUCTS+BACK-1)) u_final (.clk(clk), .rst(rst), .d(issue & end_frame), .q(ended));
  assign out_addr = written;
  always @(posedge clk) begin
    if (start) written <= {SW{1'b0}};
    else if (out_valid) written <= written + 1'b1;
    busy <= ~rst & (start | (busy & ~ended));
  end
endmodule
`default_nettype wire
