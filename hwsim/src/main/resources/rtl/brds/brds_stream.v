// Where the words of the input go: LANES a cycle, X a step, steps into alternating banks.
`default_nettype none
module brds_stream #(parameter X = 8, parameter LANES = 2) (
  input  wire clk,
  input  wire rst,
  input  wire accept,
  output wire [LANES-1:0] we,
  output reg  [15:0] at,
  output reg  bank,
  output wire step_full                // the step's last words are accepted
);
  assign step_full = accept && at + LANES >= X;
  genvar k;
  generate
    for (k = 0; k < LANES; k = k + 1) begin : g_lane
      assign we[k] = accept && at + k < X;
    end
  endgenerate
  always @(posedge clk) begin
    if (accept) at <= step_full ? 16'd0 : at + LANES;
    if (step_full) bank <= ~bank;
    if (rst) begin
      at <= 16'd0;
      bank <= 1'b0;
    end
  end
endmodule
`default_nettype wire
