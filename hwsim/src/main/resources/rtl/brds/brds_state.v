// What becomes of o*tanh(c): the state itself, or the input of the projection. Counts what is complete and
// gives the state words, up to PORTS a cycle, with their place. Fields of 16 bits a layer, of 8 for formats.
`default_nettype none
module brds_state #(
  parameter LAYERS = 1, parameter LW = 1, parameter PROJECTS = 0, parameter PORTS = 1, parameter DEPTH = 1,
  parameter U = 16, parameter S = 16, parameter SUMS = 40, parameter MODE = 0, parameter SAT = 1,
  parameter [16*LAYERS-1:0] CELLS = 0, parameter [16*LAYERS-1:0] OUTS = 0,
  parameter [16*LAYERS-1:0] GROUPS = 0, parameter [8*LAYERS-1:0] TAILS = 0,
  parameter [8*LAYERS-1:0] PSUM_WS = 0, parameter [8*LAYERS-1:0] STATE_DROPS = 0,
  parameter [8*LAYERS-1:0] STATE_WS = 0
) (
  input  wire clk,
  input  wire rst,
  input  wire row_valid,
  input  wire [U-1:0] u,
  input  wire group,                   // sums of a group of projection rows are there
  input  wire group_tail,              // the layer's last
  input  wire [LW-1:0] group_layer,
  input  wire [4*SUMS-1:0] sums,
  output wire u_valid,                 // u is to be projected
  output wire u_last,
  output wire [15:0] u_word,
  output wire [15:0] projected,        // layers whose o*tanh(c) is complete
  output wire [PORTS-1:0] valid,
  output wire [PORTS*S-1:0] words,
  output wire last,                    // of its layer
  output reg  [LW-1:0] layer,
  output reg  [15:0] word,
  output reg  bank,
  output reg  [15:0] written           // layer outputs completed
);
  localparam integer LAYER_END = LAYERS - 1;
  localparam [LW-1:0] LAST_LAYER = LAYER_END[LW-1:0];
  wire [15:0] after = word + (PORTS > 1 && valid[PORTS-1] ? 16'd2 : 16'd1);
  wire [15:0] outs = OUTS[16*layer +: 16];
  assign last = valid[0] && after == outs;
  always @(posedge clk) begin
    if (last) written <= written + 16'd1;
    if (valid[0]) begin
      word <= last ? 16'd0 : after;
      if (last) begin
        layer <= layer == LAST_LAYER ? {LW{1'b0}} : layer + 1'b1;
        if (layer == LAST_LAYER) bank <= ~bank;
      end
    end
    if (rst) begin
      written <= 16'd0;
      layer <= {LW{1'b0}};
      word <= 16'd0;
      bank <= 1'b0;
    end
  end
  generate
    if (PROJECTS == 0) begin : g_direct
      wire unused = &{1'b0, group, group_tail, group_layer, sums};
      assign valid = row_valid;
      assign words = u;
      assign u_valid = 1'b0;
      assign u_last = 1'b0;
      assign u_word = 16'd0;
      assign projected = 16'd0;
    end else begin : g_projected
      reg [LW-1:0] row_layer;
      reg [15:0] row_word, complete;
      assign u_word = row_word;
      assign projected = complete;
      wire [15:0] cells = CELLS[16*row_layer +: 16];
      wire row_last = row_word == cells - 16'd1;
      wire projects = GROUPS[16*row_layer +: 16] != 16'd0;
      wire [4*S-1:0] rounded;
      reg [4*S-1:0] group_words;
      reg [2:0] group_count;
      reg group_there;
      wire [7:0] tail = TAILS[8*group_layer +: 8];
      wire unused = &{1'b0, tail};
      genvar n;
      for (n = 0; n < 4; n = n + 1) begin : g_row
        wire [SUMS-1:0] sum = sums[n*SUMS +: SUMS];
        layer_round #(.LAYERS(LAYERS), .LW(LW), .IN_W(SUMS), .OUT_W(S), .IN_WS(PSUM_WS), .DROPS(STATE_DROPS),
          .OUT_WS(STATE_WS), .MODE(MODE), .SAT(SAT)) round
          (.layer(group_layer), .a(sum), .y(rounded[n*S +: S]));
      end
      assign u_valid = row_valid && projects;
      assign u_last = u_valid && row_last;
      wire [S-1:0] plain;
      layer_shift #(.IN_W(U), .OUT_W(S)) cut (.layer(1'b0), .a(u), .y(plain));
      wire alone = row_valid && !projects;
      brds_words #(.W(S), .PORTS(PORTS), .DEPTH(DEPTH)) queue (
        .clk(clk), .rst(rst), .done(group_there || alone), .count(alone ? 3'd1 : group_count),
        .words(alone ? {{(3*S){1'b0}}, plain} : group_words), .valid(valid), .out(words));
      always @(posedge clk) begin
        group_words <= rounded;
        group_count <= group_tail ? tail[2:0] : 3'd4;
        group_there <= group && !rst;
        if (row_valid) begin
          row_word <= row_last ? 16'd0 : row_word + 16'd1;
          if (row_last) begin
            row_layer <= row_layer == LAST_LAYER ? {LW{1'b0}} : row_layer + 1'b1;
            complete <= complete + 16'd1;
          end
        end
        if (rst) begin
          row_layer <= {LW{1'b0}};
          row_word <= 16'd0;
          complete <= 16'd0;
        end
      end
    end
  endgenerate
endmodule
`default_nettype wire
