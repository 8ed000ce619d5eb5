// h(t-1), and what is projected, for dense rows: words dealt out to RH slices that all gates share.
`default_nettype none
module brds_dense_h #(
  parameter R = 2, parameter S = 16, parameter U = 16, parameter V = 16, parameter QW = 5, parameter DEPTH = 8,
  parameter FORM = 1, parameter PROJECTS = 0, parameter DEPTH_P = 1, parameter FORM_P = 1
) (
  input  wire clk,
  input  wire rst,
  input  wire rbank,
  input  wire [QW-1:0] at,             // slice word that the beat reads
  input  wire project2,                // two cycles later: the beat is one of the projection
  input  wire wbank,
  input  wire valid,
  input  wire last,
  input  wire [QW-1:0] base,
  input  wire [S-1:0] word,
  input  wire u_valid,
  input  wire u_last,
  input  wire [U-1:0] u,
  output wire [R*V-1:0] operands
);
  wire [R-1:0] we;
  wire [R*QW-1:0] wa;
  wire [R*S-1:0] wd, a;
  brds_deal #(.R(R), .W(S), .QW(QW)) deal (
    .clk(clk), .rst(rst), .valid(valid), .last(last), .base(base), .word(word), .we(we), .wa(wa), .wd(wd));
  brds_slices #(.R(R), .W(S), .QW(QW), .DEPTH(DEPTH), .BANKS(2), .FORM(FORM)) slices (
    .clk(clk), .rbank(rbank), .beat(at), .wbank(wbank), .we(we), .wa(wa), .wd(wd), .operands(a));
  genvar m;
  generate
    if (PROJECTS == 0) begin : g_rows
      wire unused = &{1'b0, project2, u_valid, u_last, u};
      for (m = 0; m < R; m = m + 1) begin : g_operand
        layer_shift #(.IN_W(S), .OUT_W(V)) extend (.layer(1'b0), .a(a[m*S +: S]), .y(operands[m*V +: V]));
      end
    end else begin : g_groups
      wire [R-1:0] ue;
      wire [R*QW-1:0] ua;
      wire [R*U-1:0] ud, b;
      brds_deal #(.R(R), .W(U), .QW(QW)) deal_p (
        .clk(clk), .rst(rst), .valid(u_valid), .last(u_last), .base({QW{1'b0}}), .word(u),
        .we(ue), .wa(ua), .wd(ud));
      brds_slices #(.R(R), .W(U), .QW(QW), .DEPTH(DEPTH_P), .BANKS(1), .FORM(FORM_P)) slices_p (
        .clk(clk), .rbank(1'b0), .beat(at), .wbank(1'b0), .we(ue), .wa(ua), .wd(ud), .operands(b));
      for (m = 0; m < R; m = m + 1) begin : g_operand
        wire [V-1:0] ae, be;
        layer_shift #(.IN_W(S), .OUT_W(V)) extend_a (.layer(1'b0), .a(a[m*S +: S]), .y(ae));
        layer_shift #(.IN_W(U), .OUT_W(V)) extend_b (.layer(1'b0), .a(b[m*U +: U]), .y(be));
        assign operands[m*V +: V] = project2 ? be : ae;
      end
    end
  endgenerate
endmodule
`default_nettype wire
