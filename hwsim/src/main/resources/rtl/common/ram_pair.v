// A memory that two units read and one writes, never in the same cycle: both ports of one block RAM.
`default_nettype none
module ram_pair #(parameter W = 16, parameter DEPTH = 16, parameter AW = 4) (
  input  wire clk,
  input  wire we,
  input  wire [AW-1:0] wa,
  input  wire [W-1:0] wd,
  input  wire [AW-1:0] ra0,
  input  wire [AW-1:0] ra1,
  output reg  [W-1:0] q0,
  output reg  [W-1:0] q1
);
  wire [W-1:0] r0, r1;
  ram_bank #(.W(W), .DEPTH(DEPTH), .AW(AW)) bank (
    .clk(clk), .we0(we), .we1(1'b0), .a0(we ? wa : ra0), .a1(ra1), .d0(wd), .d1(wd), .q0(r0), .q1(r1));
  always @(posedge clk) begin
    q0 <= r0;
    q1 <= r1;
  end
endmodule
`default_nettype wire
