// Products of the peepholes of i and f with c(t-1), fetched and multiplied ahead of the row that they belong
// to: two stages of memory, three of the product, each of which moves on when the next is free. A row's c is
// read when the step before has written it. c itself comes along.
`default_nettype none
module brds_peephole #(
  parameter ROWS = 16, parameter RAW = 4, parameter C = 16, parameter P = 16, parameter C_STYLE = "block",
  parameter STYLE = "block", parameter IMAGE_I = "", parameter IMAGE_F = ""
) (
  input  wire clk,
  input  wire rst,
  input  wire take,
  input  wire we,
  input  wire [RAW-1:0] wa,
  input  wire [C-1:0] wd,
  output wire ready,
  output wire [P+C-1:0] product_i,
  output wire [P+C-1:0] product_f,
  output wire [C-1:0] c                // c(t-1) of the row
);
  localparam integer ROW_END = ROWS - 1;
  localparam [RAW-1:0] LAST_ROW = ROW_END[RAW-1:0];
  reg [4:0] filled;
  wire [4:0] en;
  reg [RAW-1:0] at;
  reg [RAW:0] unwritten;               // rows that were read and whose new c is not written
  reg zero, zero1, zero2;              // no step was before
  wire en4 = !filled[4] || take;
  wire en3 = !filled[3] || en4;
  wire en2 = !filled[2] || en3;
  wire en1 = !filled[1] || en2;
  wire en0 = !filled[0] || en1;
  assign en = {en4, en3, en2, en1, en0};
  wire may = unwritten < ROWS;
  wire issue = may && en[0];
  assign ready = filled[4];
  always @(posedge clk) begin
    filled <= {en[4] ? filled[3] : filled[4], en[3] ? filled[2] : filled[3], en[2] ? filled[1] : filled[2],
      en[1] ? filled[0] : filled[1], en[0] ? may : filled[0]};
    if (issue) begin
      at <= at == LAST_ROW ? {RAW{1'b0}} : at + 1'b1;
      if (at == LAST_ROW) zero <= 1'b0;
    end
    unwritten <= unwritten + {{RAW{1'b0}}, issue} - {{RAW{1'b0}}, we};
    if (en[0]) zero1 <= zero;
    if (en[1]) zero2 <= zero1;
    if (rst) begin
      filled <= 5'd0;
      at <= {RAW{1'b0}};
      unwritten <= {(RAW+1){1'b0}};
      zero <= 1'b1;
    end
  end
  wire [C-1:0] c_read;
  wire [P-1:0] weight_i, weight_f;
  ram_1w1r #(.W(C), .DEPTH(ROWS), .AW(RAW), .STYLE(C_STYLE)) c_memory
    (.clk(clk), .we(we), .wa(wa), .wd(wd), .re(en[1:0]), .ra(at), .q(c_read));
  rom #(.W(P), .DEPTH(ROWS), .AW(RAW), .STYLE(STYLE), .IMAGE(IMAGE_I)) weights_i
    (.clk(clk), .en(en[1:0]), .a(at), .q(weight_i));
  rom #(.W(P), .DEPTH(ROWS), .AW(RAW), .STYLE(STYLE), .IMAGE(IMAGE_F)) weights_f
    (.clk(clk), .en(en[1:0]), .a(at), .q(weight_f));
  wire [C-1:0] c2 = zero2 ? {C{1'b0}} : c_read;
  reg [C-1:0] c3, c4, c5;
  always @(posedge clk) begin
    if (en[2]) c3 <= c2;
    if (en[3]) c4 <= c3;
    if (en[4]) c5 <= c4;
  end
  assign c = c5;
  product #(.A(P), .B(C)) multiply_i (.clk(clk), .en(en[4:2]), .a(weight_i), .b(c2), .p(product_i));
  product #(.A(P), .B(C)) multiply_f (.clk(clk), .en(en[4:2]), .a(weight_f), .b(c2), .p(product_f));
endmodule
`default_nettype wire
