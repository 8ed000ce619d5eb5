// The sums of a frame's block rows: LANES blocks of K words are written at once; SLOTS x V words are
// read a cycle, each through a copy of the memory and in order: slot s begins at the block row and
// word that LANE0, GROUP0, WORD0 say for its layer. A word comes two cycles after step.
`default_nettype none
module circ_sums #(
  parameter K = 8,
  parameter LANES = 1,
  parameter W = 12,
  parameter V = 1,
  parameter SLOTS = 4,
  parameter SW = 4,             // bits of a group's number
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter PW = 1,             // bits of a lane's number
  parameter STYLE = "distributed",
  parameter [SLOTS*LAYERS*32-1:0] WORD0 = 0,
  parameter [SLOTS*LAYERS*32-1:0] LANE0 = 0,
  parameter [SLOTS*LAYERS*32-1:0] GROUP0 = 0
) (
  input  wire                 clk,
  input  wire                 we,
  input  wire                 wbank,
  input  wire [SW-1:0]        wa,
  input  wire [LANES*K*W-1:0] wd,
  input  wire                 start,
  input  wire                 step,
  input  wire                 rbank,
  input  wire [LW-1:0]        layer,
  output reg  [SLOTS*V*W-1:0] q
);
  localparam LOG = $clog2(K);
  localparam integer LAST = LANES - 1;
  genvar s;
  genvar v;
  generate
    for (s = 0; s < SLOTS; s = s + 1) begin : g_slot
      wire [LOG-1:0] word0;
      wire [PW-1:0] lane0;
      wire [SW-1:0] group0;
      circ_const #(.N(LAYERS), .W(LOG), .SELW(LW), .TABLE(WORD0[s*LAYERS*32 +: LAYERS*32]))
        u_word (.sel(layer), .y(word0));
      circ_const #(.N(LAYERS), .W(PW), .SELW(LW), .TABLE(LANE0[s*LAYERS*32 +: LAYERS*32]))
        u_lane (.sel(layer), .y(lane0));
      circ_const #(.N(LAYERS), .W(SW), .SELW(LW), .TABLE(GROUP0[s*LAYERS*32 +: LAYERS*32]))
        u_group (.sel(layer), .y(group0));
      // positions of this cycle's words and of the word after them
      wire [(V+1)*LOG-1:0] words /* verilator split_var */;
      wire [(V+1)*PW-1:0] lanes /* verilator split_var */;
      wire [(V+1)*SW-1:0] groups /* verilator split_var */;
      reg [LOG-1:0] word_held;
      reg [PW-1:0] lane_held;
      reg [SW-1:0] group_held;
      assign words[0 +: LOG] = start ? word0 : word_held;
      assign lanes[0 +: PW] = start ? lane0 : lane_held;
      assign groups[0 +: SW] = start ? group0 : group_held;
      always @(posedge clk) if (step) begin
        word_held <= words[V*LOG +: LOG];
        lane_held <= lanes[V*PW +: PW];
        group_held <= groups[V*SW +: SW];
      end
      for (v = 0; v < V; v = v + 1) begin : g_port
        wire [LOG-1:0] n = words[v*LOG +: LOG];
        wire [PW-1:0] l = lanes[v*PW +: PW];
        wire [SW-1:0] g = groups[v*SW +: SW];
        wire next_block = &n;
        wire next_group = next_block & (l == LAST[PW-1:0]);
        assign words[(v+1)*LOG +: LOG] = n + 1'b1;
        assign lanes[(v+1)*PW +: PW] = next_group ? {PW{1'b0}} : next_block ? l + 1'b1 : l;
        assign groups[(v+1)*SW +: SW] = next_group ? g + 1'b1 : g;
        wire [LANES*K*W-1:0] row;
        circ_ram #(.W(LANES*K*W), .DEPTH(2 << SW), .AW(SW+1), .STYLE(STYLE))
          u_copy (.clk(clk), .we(we), .wa({wbank, wa}), .wd(wd), .ra({rbank, g}), .rd(row));
        reg [LOG-1:0] n1;
        reg [PW-1:0] l1;
        reg [W-1:0] picked;
        integer i;
        always @* begin
          picked = row[0 +: W];
          for (i = 1; i < LANES*K; i = i + 1)
            if (n1 == i[LOG-1:0] && l1 == i[LOG+PW-1:LOG]) picked = row[i*W +: W];
        end
        always @(posedge clk) begin
          n1 <= n;
          l1 <= l;
          q[(s*V+v)*W +: W] <= picked;
        end
      end
    end
  endgenerate
endmodule
`default_nettype wire
