// Read-only memory with its output register; each register holds while its enable is 0.
`default_nettype none
module rom #(
  parameter W = 16, parameter DEPTH = 16, parameter AW = 4,
  /* verilator lint_off UNUSEDPARAM */
  parameter STYLE = "block",  // read by synthesis alone
  /* verilator lint_on UNUSEDPARAM */
  parameter IMAGE = ""
) (
  input  wire clk,
  input  wire [1:0] en,
  input  wire [AW-1:0] a,
  output reg  [W-1:0] q
);
  (* ram_style = STYLE *) reg [W-1:0] mem [0:DEPTH-1];
  reg [W-1:0] q1;
  generate
    if (IMAGE != "") begin : g_image
      initial $readmemh(IMAGE, mem);
    end
  endgenerate
  always @(posedge clk) begin
    if (en[0]) q1 <= mem[a];
    if (en[1]) q <= q1;
  end
endmodule
`default_nettype wire
