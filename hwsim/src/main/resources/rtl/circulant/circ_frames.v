// The coarse pipeline: all stages start together, each on a frame of its own, and hand on when the
// slowest has ended; the exchange takes a cycle. A frame of a layer may enter when the layer below
// has finished the same step and the layer itself the step before; of those that may, the lowest
// step goes first, then the lowest layer. A frame of layer 0 makes all stages wait for its x.
`default_nettype none
module circ_frames #(
  parameter STAGES = 2,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter STEPS = 1,          // length of the sequence
  parameter TW = 16             // bits of a step's number
) (
  input  wire                 clk,
  input  wire                 rst,
  input  wire [STAGES-1:0]    busy,
  input  wire                 ended,     // the last stage has written its last word
  input  wire                 x_there,
  output wire                 x_taken,
  output reg  [STAGES-1:0]    start,
  output reg  [STAGES*LW-1:0] layer,     // by stage
  output reg  [STAGES-1:0]    first,     // step 0
  output reg  [STAGES-1:0]    odd,       // lowest bit of the step
  output reg  [STAGES*2-1:0]  tag        // lowest bits of the number of the round it entered in
);
  reg [LAYERS*TW-1:0] entered;
  reg [LAYERS*TW-1:0] finished;
  reg [STAGES-2:0] there;             // frames in all stages but the last
  reg [1:0] round;
  reg any;
  reg [LW-1:0] best;
  reg [TW-1:0] best_step;
  integer l;
  always @* begin
    any = 1'b0;
    best = {LW{1'b0}};
    best_step = {TW{1'b0}};
    for (l = 0; l < LAYERS; l = l + 1)
      if (entered[l*TW +: TW] != STEPS[TW-1:0] && finished[l*TW +: TW] == entered[l*TW +: TW]
          && (l == 0 || finished[(l == 0 ? 0 : l-1)*TW +: TW] != entered[l*TW +: TW])
          && (!any || entered[l*TW +: TW] < best_step)) begin
        any = 1'b1;
        best = l[LW-1:0];
        best_step = entered[l*TW +: TW];
      end
  end
  wire idle = ~(|start) & ~(|busy);
  wire zero = (best == {LW{1'b0}});
  wire advance = idle & (any ? (~zero | x_there) : (|there));
  assign x_taken = advance & any & zero;
  wire [STAGES-1:0] next = {there, any};
  integer i;
  always @(posedge clk) begin
    start <= {STAGES{1'b0}};
    if (advance) begin
      start <= next;
      there <= next[STAGES-2:0];
      layer <= {layer[(STAGES-1)*LW-1:0], best};
      first <= {first[STAGES-2:0], best_step == {TW{1'b0}}};
      odd <= {odd[STAGES-2:0], best_step[0]};
      tag <= {tag[(STAGES-1)*2-1:0], round};
      round <= round + 2'd1;
    end
    for (i = 0; i < LAYERS; i = i + 1) begin
      if (advance && any && best == i[LW-1:0])
        entered[i*TW +: TW] <= entered[i*TW +: TW] + 1'b1;
      if (ended && layer[(STAGES-1)*LW +: LW] == i[LW-1:0])
        finished[i*TW +: TW] <= finished[i*TW +: TW] + 1'b1;
    end
    if (rst) begin
      start <= {STAGES{1'b0}};
      there <= {(STAGES-1){1'b0}};
      entered <= {LAYERS*TW{1'b0}};
      finished <= {LAYERS*TW{1'b0}};
      round <= 2'd0;
    end
  end
endmodule
`default_nettype wire
