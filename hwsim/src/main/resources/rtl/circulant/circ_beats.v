// The control of element-wise lanes: V words a beat, a beat a cycle. DEPTH is the schedule's, from a
// beat's first cycle to the cycle in which its results can be read; they are written one before.
`default_nettype none
module circ_beats #(
  parameter V = 1,
  parameter DEPTH = 18,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter BW = 4,             // bits of a beat's number
  parameter AW = 4,             // bits of an address among the beats of all layers
  parameter NW = 8,             // bits of a word's number
  parameter [LAYERS*32-1:0] LAST_BEAT = 0,
  parameter [LAYERS*32-1:0] LAST_KEEP = 0,     // which of the V words of the last beat exist
  parameter [LAYERS*32-1:0] BASE = 0
) (
  input  wire          clk,
  input  wire          rst,
  input  wire          start,
  input  wire [LW-1:0] layer,
  output wire          step,
  output wire [BW-1:0] beat,
  output wire [AW-1:0] address,
  output wire          we,
  output wire [V-1:0]  keep,
  output wire [NW-1:0] word,
  output wire          ended,
  output reg           busy
);
  reg running;
  reg [BW-1:0] count;
  reg [AW-1:0] held;
  reg [NW-1:0] written;
  wire [BW-1:0] last_beat;
  wire [V-1:0] last_keep;
  wire [AW-1:0] base;
  circ_const #(.N(LAYERS), .W(BW), .SELW(LW), .TABLE(LAST_BEAT)) u_last (.sel(layer), .y(last_beat));
  circ_const #(.N(LAYERS), .W(V), .SELW(LW), .TABLE(LAST_KEEP)) u_keep (.sel(layer), .y(last_keep));
  circ_const #(.N(LAYERS), .W(AW), .SELW(LW), .TABLE(BASE)) u_base (.sel(layer), .y(base));
  wire last = (count == last_beat);
  assign step = start | running;
  assign beat = count;
  assign address = start ? base : held;
  assign keep = ended ? last_keep : {V{1'b1}};
  assign word = written;
  circ_flag #(.N(DEPTH-1)) u_we (.clk(clk), .rst(rst), .d(step), .q(we));
  circ_flag #(.N(DEPTH-1)) u_ended (.clk(clk), .rst(rst), .d(step & last), .q(ended));
  always @(posedge clk) begin
    if (step) begin
      running <= ~last;
      count <= last ? {BW{1'b0}} : count + 1'b1;
      held <= address + 1'b1;
    end
    if (start) written <= {NW{1'b0}};
    else if (we) written <= written + V[NW-1:0];
    busy <= ~rst & (start | (busy & ~ended));
    if (rst) begin
      running <= 1'b0;
      count <= {BW{1'b0}};
    end
  end
endmodule
`default_nettype wire
