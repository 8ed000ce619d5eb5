// Two banks with two ports each. While one bank is read through both ports, the other is written through
// both; the read word leaves through a register two cycles after its address.
`default_nettype none
module ram_banks #(parameter W = 16, parameter DEPTH = 16, parameter AW = 4) (
  input  wire clk,
  input  wire rbank,
  input  wire [AW-1:0] ra0,
  input  wire [AW-1:0] ra1,
  input  wire wbank,
  input  wire we0,
  input  wire we1,
  input  wire [AW-1:0] wa0,
  input  wire [AW-1:0] wa1,
  input  wire [W-1:0] wd0,
  input  wire [W-1:0] wd1,
  output reg  [W-1:0] q0,
  output reg  [W-1:0] q1
);
  wire [W-1:0] low0, low1, high0, high1;
  wire to_low = (we0 || we1) && !wbank;
  wire to_high = (we0 || we1) && wbank;
  ram_bank #(.W(W), .DEPTH(DEPTH), .AW(AW)) low (
    .clk(clk), .we0(we0 && !wbank), .we1(we1 && !wbank),
    .a0(to_low ? wa0 : ra0), .a1(to_low ? wa1 : ra1), .d0(wd0), .d1(wd1), .q0(low0), .q1(low1));
  ram_bank #(.W(W), .DEPTH(DEPTH), .AW(AW)) high (
    .clk(clk), .we0(we0 && wbank), .we1(we1 && wbank),
    .a0(to_high ? wa0 : ra0), .a1(to_high ? wa1 : ra1), .d0(wd0), .d1(wd1), .q0(high0), .q1(high1));
  reg bank1;
  always @(posedge clk) begin
    bank1 <= rbank;
    q0 <= bank1 ? high0 : low0;
    q1 <= bank1 ? high1 : low1;
  end
endmodule
`default_nettype wire
